package io.minirpc.client;

import static io.minirpc.transport.SettingChecks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.Channel;
import io.minirpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client whose calls have options of their own, whatever the method and the client say:
 * {@link RpcClient#withDeadline} and {@link RpcClient#withHashKey}. It is as good as the client and closed with it.
 * Immutable and thread-safe.
 */
public final class ClientView implements Channel {
    /** The timeout of calls that have no deadline of their own. */
    static final long NO_TIMEOUT = 0;

    private final RpcClient client;
    private final long timeoutNanos;
    private final @Nullable String hashKey;

    ClientView(RpcClient client, long timeoutNanos, @Nullable String hashKey) {
        this.client = client;
        this.timeoutNanos = timeoutNanos;
        this.hashKey = hashKey;
    }

    /**
     * Returns a view whose calls may take so long. The deadline of a {@link io.minirpc.CallContext} holds all the same
     * where it is earlier.
     *
     * @throws IllegalArgumentException if the deadline is not positive, or more than a year
     */
    public ClientView withDeadline(Duration deadline) {
        return new ClientView(client, positive("deadline", deadline).toNanos(), hashKey);
    }

    /**
     * Returns a view whose calls have a key: with the balancer {@link io.minirpc.balancer.Balancers#consistentHash
     * consistentHash} those with the same key go to the same endpoint.
     */
    public ClientView withHashKey(String key) {
        return new ClientView(client, timeoutNanos, requireNonNull(key, "key"));
    }

    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return client.call(method, arguments, timeoutNanos, hashKey);
    }

    @Override
    public <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return client.callBlocking(method, arguments, timeoutNanos, hashKey);
    }
}
