package io.minirpc.client;

import io.minirpc.Channel;
import io.minirpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client whose calls have a deadline of their own. Thread-safe. */
record WithDeadline(RpcClient client, long timeoutNanos) implements Channel {
    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return client.call(method, arguments, timeoutNanos);
    }

    @Override
    public <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return client.callBlocking(method, arguments, timeoutNanos);
    }
}
