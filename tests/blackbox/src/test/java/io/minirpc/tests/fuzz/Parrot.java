package io.minirpc.tests.fuzz;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Methods that bring texts to every place where texts travel. Arguments of {@code int[]} are UTF-16 units, so that the
 * service gets any text unchanged, whatever the codec makes of strings.
 */
@RpcInterface
public interface Parrot {
    String echo(String text);

    @RpcMethod(inline = true)
    String echoInline(String text);

    CompletableFuture<String> echoLater(String text);

    Parcel same(Parcel parcel);

    String hashed(@HashKey String key);

    String say(int[] text);

    /** Answers the text, which the server's filter sends as metadata as well. */
    String tag(int[] text);

    /** Answers the metadata that came. */
    Map<String, String> metadata();

    /** Throws an RpcException. */
    String fail(int code, int[] message);

    @RpcMethod(inline = true)
    String failInline(int code, int[] message);

    CompletableFuture<String> failLater(int code, int[] message);

    /** Throws an RpcException with metadata. */
    String failWith(int code, String key, int[] value);

    /** Throws what it declares. */
    String refuse(int[] message, int[] detail) throws RefusedException;

    /** Throws what it does not declare. */
    String explode(int[] message);

    record Parcel(String text, List<String> list, Map<String, String> map, char letter, Optional<String> maybe) {}

    /** Declared, with two texts. */
    class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final String detail;

        public RefusedException(String message, String detail) {
            super(message);
            this.detail = detail;
        }

        public String getDetail() {
            return detail;
        }
    }
}
