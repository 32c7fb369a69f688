package io.minirpc.server;

import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.codec.NativeFormat;
import io.minirpc.internal.ExchangeSource;
import io.minirpc.internal.Internals;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Failure;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A method with what answers it: decodes the arguments, calls the handler, encodes its outcome. Thread-safe.
 *
 * @param <Q> the arguments
 * @param <R> the reply
 */
abstract class BoundMethod<Q, R> {
    static final byte[] JSON_NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private final MethodDescriptor<Q, R> descriptor;
    private final boolean inline;
    private final FailureMapper failures;
    private byte @Nullable [] zero;

    BoundMethod(MethodDescriptor<Q, R> descriptor, boolean inline) {
        this.descriptor = descriptor;
        this.inline = inline;
        failures = new FailureMapper(descriptor);
    }

    /** Returns the failures of the method. */
    final FailureMapper failures() {
        return failures;
    }

    MethodDescriptor<Q, R> descriptor() {
        return descriptor;
    }

    /** Returns whether the method runs on the event loop. */
    boolean inline() {
        return inline;
    }

    /** Runs a call to its end, or up to where another thread will end it. */
    final void serve(ServerCall call) {
        try {
            Q arguments;
            try {
                arguments = call.decodeArguments(descriptor.arguments());
            } catch (CodecException e) {
                call.fail(
                        Failure.of(StatusCode.INVALID_ARGUMENT, "arguments of " + descriptor + ": " + e.getMessage()));
                return;
            }
            handle(call, arguments);
        } catch (Throwable thrown) {
            call.fail(failures.of(thrown, call.form()));
        }
    }

    /**
     * Calls the handler and sees to it that the call is answered. The way of calls without filters, beside
     * {@link #reply}: without a {@link Reply} and a stage for each call, which filters need, it allocates nothing.
     */
    abstract void handle(ServerCall call, @Nullable Q arguments) throws Exception;

    /**
     * Calls the handler for filters, which answer the call. Either throws or returns a stage that does not fail: a
     * failure of the handler is a reply, too.
     */
    abstract CompletionStage<Reply> reply(@Nullable Q arguments, ExchangeSource exchange) throws Exception;

    final void succeed(ServerCall call, @Nullable R reply) {
        try {
            call.succeed(descriptor.reply(), reply);
        } catch (CodecException e) {
            call.fail(failures.unwritableReply(e));
        }
    }

    /**
     * Returns what stands in the place of the reply where version 1 reports an error: the reply type's zero value as
     * JSON, or null where it has none. Computed when first needed; two threads may do so at once and get the same.
     */
    final byte[] zero(Envelope json) {
        byte[] known = zero;
        if (known == null) {
            try {
                known = json.encode(
                        descriptor.reply(), NativeFormat.decode(descriptor.reply(), NOTHING, 0, 0, Limits.DEFAULT));
            } catch (Throwable e) { // of the user's constructors
                known = JSON_NULL;
            }
            zero = known;
        }
        return known;
    }

    /**
     * Registers an action that runs once: stages that are not the JDK's may run it twice, or throw after they ran it.
     */
    static <T> void onceComplete(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        AtomicBoolean ended = new AtomicBoolean();
        try {
            stage.whenComplete((value, thrown) -> {
                if (ended.compareAndSet(false, true)) {
                    action.accept(value, thrown);
                }
            });
        } catch (Throwable e) {
            if (ended.compareAndSet(false, true)) {
                throw e;
            }
        }
    }

    static final class Blocking<Q, R> extends BoundMethod<Q, R> {
        private final BlockingHandler<Q, R> handler;

        Blocking(MethodDescriptor<Q, R> descriptor, BlockingHandler<Q, R> handler, boolean inline) {
            super(descriptor, inline);
            this.handler = handler;
        }

        @Override
        @SuppressWarnings("NullAway") // where arguments may be null, the handler was written for it
        void handle(ServerCall call, @Nullable Q arguments) throws Exception {
            succeed(call, handler.handle(arguments));
        }

        @Override
        @SuppressWarnings("NullAway") // as above
        CompletionStage<Reply> reply(@Nullable Q arguments, ExchangeSource exchange) throws Exception {
            return Internals.get().reply(handler.handle(arguments), exchange).completed();
        }
    }

    static final class Async<Q, R> extends BoundMethod<Q, R> {
        private final AsyncHandler<Q, R> handler;

        Async(MethodDescriptor<Q, R> descriptor, AsyncHandler<Q, R> handler, boolean inline) {
            super(descriptor, inline);
            this.handler = handler;
        }

        @Override
        void handle(ServerCall call, @Nullable Q arguments) throws Exception {
            CompletionStage<? extends R> stage = stage(arguments);
            // Subclasses may refuse to be asked, as what completedStage() returns does.
            if (stage.getClass() == CompletableFuture.class
                    && stage instanceof CompletableFuture<? extends R> future
                    && future.isDone()
                    && !future.isCompletedExceptionally()) {
                succeed(call, future.join());
            } else {
                onceComplete(stage, (reply, thrown) -> end(call, reply, thrown));
            }
        }

        @Override
        CompletionStage<Reply> reply(@Nullable Q arguments, ExchangeSource exchange) throws Exception {
            CompletionStage<? extends R> stage = stage(arguments);
            if (stage.getClass() == CompletableFuture.class) {
                return stage.handle((value, thrown) -> reply(value, thrown, exchange));
            }
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            onceComplete(stage, (value, thrown) -> reply.complete(reply(value, thrown, exchange)));
            return reply;
        }

        private Reply reply(@Nullable R value, @Nullable Throwable thrown, ExchangeSource exchange) {
            Internals internals = Internals.get();
            return thrown == null
                    ? internals.reply(value, exchange)
                    : internals.withExchange(Reply.failed(descriptor(), thrown), exchange);
        }

        @SuppressWarnings("NullAway") // where arguments may be null, the handler was written for it
        private CompletionStage<? extends R> stage(@Nullable Q arguments) throws Exception {
            CompletionStage<? extends R> stage = handler.handle(arguments);
            if (stage == null) {
                throw new NullPointerException(
                        "the handler of " + descriptor() + " returned null (expected: a CompletionStage)");
            }
            return stage;
        }

        private void end(ServerCall call, @Nullable R reply, @Nullable Throwable thrown) {
            try {
                if (thrown == null) {
                    succeed(call, reply);
                    return;
                }
            } catch (Throwable unexpected) {
                call.fail(failures().of(unexpected, call.form()));
                return;
            }
            call.fail(failures().of(thrown, call.form()));
        }
    }
}
