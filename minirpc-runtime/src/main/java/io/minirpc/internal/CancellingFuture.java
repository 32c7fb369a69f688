package io.minirpc.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The future of a call. Ending it by {@link #cancel}, {@link #orTimeout} or {@link #complete} cancels the call, at the
 * server too.
 *
 * @param <R> the type of the reply
 */
public abstract class CancellingFuture<R> extends CompletableFuture<R> {
    /** Cancels the call, since this future was ended by somebody else. */
    protected abstract void cancelCall();

    /** Ends the future with the call's reply, and returns whether it had not ended before. */
    public final boolean succeed(R reply) {
        return super.complete(reply);
    }

    /** Ends the future with the call's failure, and returns whether it had not ended before. */
    public final boolean fail(Throwable failure) {
        return super.completeExceptionally(failure);
    }

    @Override
    public boolean complete(R value) {
        return fromOutside(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return fromOutside(super.completeExceptionally(failure));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return fromOutside(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public void obtrudeValue(R value) {
        super.obtrudeValue(value);
        cancelCall();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        super.obtrudeException(failure);
        cancelCall();
    }

    @Override
    public CompletableFuture<R> completeAsync(Supplier<? extends R> supplier, Executor executor) {
        executor.execute(() -> {
            if (!isDone()) {
                completeBy(supplier);
            }
        });
        return this;
    }

    private void completeBy(Supplier<? extends R> supplier) {
        R value;
        try {
            value = supplier.get();
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
            return;
        }
        complete(value);
    }

    private boolean fromOutside(boolean ended) {
        if (ended) {
            cancelCall();
        }
        return ended;
    }

    /** Returns a plain future for dependent stages. Ending such a stage does not cancel the call. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
