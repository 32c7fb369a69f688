package io.minirpc.tests.wire;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A method of every shape there is. */
@RpcInterface
public interface Shapes extends Greeter<String> {
    int length(String text);

    void remember(String text);

    List<String> remembered();

    CompletableFuture<String> later(String text);

    CompletionStage<String> stage(String text);

    CompletableFuture<Void> rememberLater(String text);

    /** Answers its arguments, nulls included. */
    Person same(Person person);

    List<String> sameList(List<String> list, String text);

    String fail(String how) throws OverdrawnException, ClosedException;

    CompletableFuture<String> failLater(String how) throws OverdrawnException;

    /** Two methods of one name in Java, of two on the wire. */
    @RpcMethod(name = "lengthOfAll")
    int length(List<String> texts);

    @RpcMethod(inline = true)
    int inline(int n);

    /** Answers when it has been called as often at the same time. */
    int meet(int others);

    /** Answers when {@link #open} is called. */
    String waitAtTheGate();

    void open();

    /** Runs at the caller, made of calls. */
    default int lengthOfBoth(String a, String b) {
        return length(a) + length(b);
    }

    /** Default for implementations; a call for clients. */
    @RpcMethod
    default String whereAmI() {
        return "here";
    }

    record Person(String name, Integer age, Person friend) {}

    /** Declared and checked, with something to say. */
    class OverdrawnException extends Exception {
        private static final long serialVersionUID = 1;

        private final long missing;

        public OverdrawnException(String message, long missing) {
            super(message);
            this.missing = missing;
        }

        public long getMissing() {
            return missing;
        }
    }

    /** Declared and unchecked. */
    class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public ClosedException(String message) {
            super(message);
        }
    }
}
