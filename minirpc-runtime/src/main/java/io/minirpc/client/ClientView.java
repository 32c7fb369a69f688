package io.minirpc.client;

import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.Channel;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client whose calls have options of their own, whatever the method and the client say:
 * {@link RpcClient#withTimeout}, {@link RpcClient#withHashKey} and {@link RpcClient#withMetadata}. It is as good as the
 * client and closed with it. Immutable and thread-safe.
 */
public final class ClientView implements Channel {
    private final RpcClient client;
    private final CallOptions options;

    ClientView(RpcClient client, CallOptions options) {
        this.client = client;
        this.options = options;
    }

    /**
     * Returns a view with another timeout for calls. An earlier deadline of the {@link io.minirpc.CallContext} still
     * applies.
     *
     * @throws IllegalArgumentException if the timeout is not positive, or more than a year
     */
    public ClientView withTimeout(Duration timeout) {
        return new ClientView(
                client, options.withTimeout(positive("timeout", timeout).toNanos()));
    }

    /**
     * Returns a view whose calls have a key: with the balancer {@link io.minirpc.balancer.Balancers#consistentHash
     * consistentHash} those with the same key go to the same endpoint.
     */
    public ClientView withHashKey(String key) {
        return new ClientView(client, options.withHashKey(requireNonNull(key, "key")));
    }

    /**
     * Returns a view whose calls take an entry of metadata along, beside those of this view; see {@link Metadata#with}.
     * Servers of version 1 of the protocol ignore metadata.
     */
    public ClientView withMetadata(String key, String value) {
        return new ClientView(client, options.withMetadata(options.metadata().with(key, value)));
    }

    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return client.call(method, arguments, options);
    }

    @Override
    public <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return client.callBlocking(method, arguments, options);
    }

    /** Returns the client's address and state. */
    @Override
    public String toString() {
        return "view of " + client;
    }
}
