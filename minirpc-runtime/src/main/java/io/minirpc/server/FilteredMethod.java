package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.internal.FilterChain;
import io.minirpc.internal.envelope.Failure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
        CompletionStage<Reply> stage =
                chain.invoke(Invocation.received(descriptor(), arguments, call.context(), exchange));
        if (stage.getClass() == CompletableFuture.class
                && stage instanceof CompletableFuture<Reply> future
                && future.isDone()) {
            end(call, exchange, future.join(), null);
            return;
        }
        onceComplete(stage, (reply, thrown) -> end(call, exchange, reply, thrown));
    }

    @Override
    CompletionStage<Reply> reply(@Nullable Q arguments) throws Exception {
        return target.reply(arguments);
    }

    private CompletionStage<Reply> invokeTarget(Invocation call) {
        CallContext context = call.context();
        CallContext outer = context.attach();
        try {
            return run(call);
        } catch (Throwable thrown) {
            return CompletableFuture.completedFuture(Reply.failed(descriptor(), thrown));
        } finally {
            CallContext.detach(outer);
        }
    }

    @SuppressWarnings("unchecked") // a filter that replaces the arguments has to keep to their type
    private CompletionStage<Reply> run(Invocation call) throws Exception {
        if (call.exchange() instanceof ServerExchange received) {
            received.markStarted();
        }
        return target.reply((Q) call.arguments());
    }

    @SuppressWarnings("unchecked") // a filter that replaces the value has to keep to its type
    private void end(ServerCall call, ServerExchange exchange, @Nullable Reply whole, @Nullable Throwable thrown) {
        try {
            Reply reply = thrown == null ? requireNonNull(whole, "reply") : Reply.failed(descriptor(), thrown);
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
