package io.minirpc.server;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.internal.ExchangeSource;
import io.minirpc.internal.FilterChain;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ReplyStages;
import io.minirpc.internal.envelope.Failure;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A method behind filters. Thread-safe. */
final class FilteredMethod<Q, R> extends BoundMethod<Q, R> {
    private final BoundMethod<Q, R> target;
    private final Invoker chain;

    FilteredMethod(BoundMethod<Q, R> target, List<Filter> filters) {
        super(target.descriptor(), target.inline());
        this.target = target;
        // request -> decoded arguments -> filters, the first added outermost -> handler
        chain = FilterChain.of(filters, this::invokeTarget);
    }

    @Override
    void handle(ServerCall call, @Nullable Q arguments) {
        ServerExchange exchange = new ServerExchange(call);
        call.openToFilters(exchange);
        Invocation received =
                Internals.get().received(descriptor(), arguments, call.context(), exchange.peer(), exchange);
        ReplyStages.onEnd(chain.invoke(received), reply -> end(call, exchange, reply));
    }

    @Override
    CompletionStage<Reply> reply(@Nullable Q arguments, ExchangeSource exchange) throws Exception {
        return target.reply(arguments, exchange);
    }

    /** Calls the handler. Keeps the promise of {@link Invoker}, on which filters rely. */
    private CompletionStage<Reply> invokeTarget(Invocation call) {
        ExchangeSource exchange = Internals.get().exchangeOf(call);
        if (exchange == null) {
            return Reply.failed(
                            descriptor(),
                            new IllegalArgumentException(call
                                    + " (expected: the invocation that the filter was given, or one made from it)"))
                    .completed();
        }
        CallContext outer = Internals.get().attach(call.context());
        try {
            return run(call, exchange);
        } catch (Throwable thrown) {
            return Internals.get()
                    .withExchange(Reply.failed(descriptor(), thrown), exchange)
                    .completed();
        } finally {
            Internals.get().attach(outer);
        }
    }

    @SuppressWarnings("unchecked") // a filter that replaces the arguments has to keep to their type
    private CompletionStage<Reply> run(Invocation call, ExchangeSource exchange) throws Exception {
        if (exchange instanceof ServerExchange received) {
            received.markStarted();
        }
        return target.reply((Q) call.arguments(), exchange);
    }

    @SuppressWarnings("unchecked") // a filter that replaces the value has to keep to its type
    private void end(ServerCall call, ServerExchange exchange, Reply reply) {
        try {
            Throwable failure = reply.failure();
            if (failure == null) {
                exchange.carry(reply.metadata());
                succeed(call, (R) reply.value());
            } else {
                call.fail(failure(call, exchange, reply, failure));
            }
        } catch (Throwable unexpected) {
            call.fail(failures().of(unexpected, call.form()));
        }
    }

    private Failure failure(ServerCall call, ServerExchange exchange, Reply reply, Throwable thrown) {
        Failure failure = failures().of(thrown, call.form()).withMetadata(reply.metadata());
        return reply.isNotExecuted() && !exchange.hasStarted() ? failure.asNotExecuted() : failure;
    }
}
