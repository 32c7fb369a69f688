package io.minirpc.tests.fuzz;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Metadata;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Does as it is told. */
final class ParrotService implements Parrot {
    /** The key of the metadata that comes with replies of {@link Parrot#tag}. */
    static final String TAG = "tag";

    /** Sends replies of {@link Parrot#tag} as metadata as well. */
    static final Filter TAGGING = (call, next) -> next.invoke(call)
            .thenApply(reply -> reply.value() instanceof String text
                            && call.method().method().equals("tag")
                    ? reply.withMetadata(TAG, text)
                    : reply);

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public String echoInline(String text) {
        return text;
    }

    @Override
    public CompletableFuture<String> echoLater(String text) {
        return CompletableFuture.supplyAsync(() -> text);
    }

    @Override
    public Parcel same(Parcel parcel) {
        return parcel;
    }

    @Override
    public String hashed(String key) {
        return key;
    }

    @Override
    public String say(int[] text) {
        return Texts.ofUnits(text);
    }

    @Override
    public String tag(int[] text) {
        return Texts.ofUnits(text);
    }

    @Override
    public Map<String, String> metadata() {
        return CallContext.current().metadata().asMap();
    }

    @Override
    public String fail(int code, int[] message) {
        throw failure(code, message);
    }

    @Override
    public String failInline(int code, int[] message) {
        throw failure(code, message);
    }

    @Override
    public CompletableFuture<String> failLater(int code, int[] message) {
        return CompletableFuture.failedFuture(failure(code, message));
    }

    @Override
    public String failWith(int code, String key, int[] value) {
        throw new RpcException(StatusCode.of(code), "with metadata")
                .withMetadata(Metadata.of(key, Texts.ofUnits(value)));
    }

    @Override
    public String refuse(int[] message, int[] detail) throws RefusedException {
        throw new RefusedException(Texts.ofUnits(message), Texts.ofUnits(detail));
    }

    @Override
    public String explode(int[] message) {
        throw new IllegalStateException(Texts.ofUnits(message));
    }

    private static RpcException failure(int code, int[] message) {
        return new RpcException(StatusCode.of(code), Texts.ofUnits(message));
    }
}
