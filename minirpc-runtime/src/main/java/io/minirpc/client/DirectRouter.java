package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Takes all calls to the one server that the client was given. */
final class DirectRouter implements Router {
    private final EventLoopGroup loops;
    private final Target target;
    private final ConnectionPool pool;

    DirectRouter(Target target, EventLoopGroup loops) {
        this.loops = loops;
        this.target = target;
        pool = target.pool();
    }

    @Override
    public <Q> Chosen choose(MethodDescriptor<Q, ?> method, @Nullable Q arguments, @Nullable String hashKey) {
        return new Chosen(target.name(), null);
    }

    @Override
    public <Q> void start(
            PendingCall call,
            MethodDescriptor<Q, ?> method,
            @Nullable Q arguments,
            long timeoutNanos,
            @Nullable String hashKey,
            @Nullable Chosen chosen) {
        ClientConnection connection = pool.isClosed() ? null : pool.pick();
        if (connection == null) {
            refuse(call);
        } else {
            connection.submit(call, method.arguments(), arguments, timeoutNanos);
        }
    }

    /**
     * Fails a call that cannot start; not before this method returns, for a callback may want to try again, and so for
     * ever.
     */
    private void refuse(PendingCall call) {
        CallFailure failure = CallFailure.notSent(StatusCode.UNAVAILABLE, pool.unavailable(), null);
        if (pool.isClosed()) {
            call.end(failure);
            return;
        }
        try {
            loops.next().execute(() -> call.end(failure));
        } catch (RejectedExecutionException e) {
            call.end(failure); // the client was closed meanwhile
        }
    }

    @Override
    public String destination() {
        return target.name();
    }

    @Override
    public CompletableFuture<Void> close() {
        return pool.close();
    }
}
