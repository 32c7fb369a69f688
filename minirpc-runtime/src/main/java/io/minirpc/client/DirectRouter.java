package io.minirpc.client;

import io.minirpc.Invocation;
import io.minirpc.StatusCode;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Takes all calls to the one server that the client was given. */
final class DirectRouter implements Router {
    private final EventLoopGroup loops;
    private final Selection selection;
    private final ConnectionPool pool;

    DirectRouter(Target target, EventLoopGroup loops) {
        this.loops = loops;
        pool = new ConnectionPool(target, loops, () -> {});
        selection = new Selection(target.name(), 0, null);
    }

    @Override
    public Selection select(Invocation call) {
        return selection;
    }

    @Override
    public void start(PendingCall call, @Nullable Selection ignored) {
        ClientConnection connection = pool.isClosed() ? null : pool.pick();
        if (connection == null) {
            refuse(call);
        } else {
            connection.submit(call);
        }
    }

    /**
     * Fails a call that cannot start; not before this method returns, for a callback may want to try again, and so for
     * ever.
     */
    private void refuse(PendingCall call) {
        CallFailure failure = CallFailure.notExecuted(StatusCode.UNAVAILABLE, pool.unavailable());
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
        return pool.address();
    }

    @Override
    public CompletableFuture<Void> close() {
        return pool.close();
    }
}
