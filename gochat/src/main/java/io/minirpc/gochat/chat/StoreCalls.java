package io.minirpc.gochat.chat;

import io.minirpc.CallContext;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.store.Database;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The work of calls on the threads of the store. What nobody waits for any more when its turn comes is not begun: after
 * an outage of the database a queue of it would keep the others waiting. Thread-safe; never blocks.
 */
final class StoreCalls {
    private final Database database;

    StoreCalls(Database database) {
        this.database = database;
    }

    /** Runs work of the current call; fails with an {@link RpcException} as {@link StoreFailures} says. */
    <T> CompletionStage<T> run(Supplier<T> work) {
        CallContext call = CallContext.current();
        return StoreFailures.translated(database.submit(
                call == null
                        ? work
                        : () -> {
                            if (call.isCancelled()) {
                                throw new RpcException(StatusCode.CANCELLED, "the caller does not wait any more");
                            }
                            return work.get();
                        }));
    }
}
