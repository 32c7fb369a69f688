package io.minirpc.gochat.route.redis;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.route.Bus.Listener;
import io.minirpc.gochat.route.PushQueue;
import io.minirpc.gochat.route.redis.BusHeader.Count;
import io.minirpc.gochat.route.redis.BusHeader.Numbered;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pushes to one gateway, with its lease. Thread-safe. The gateway is told that pushes may have been lost at most
 * once a second, and every 5 s while they surely are.
 */
final class Subscription {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String gateway;
    private final Listener listener;
    private final ExecutorService executor;
    private final LongSupplier clock;
    private final PushQueue queue;
    private final Lease lease;
    private final ThrottledLog garbage;

    private final Heard heard = new Heard();
    private final long begun;
    private @Nullable String pending;
    private long told;

    Subscription(
            String gateway,
            Listener listener,
            ExecutorService executor,
            LongSupplier clock,
            ThrottledLog garbage,
            Function<Subscription, Lease> lease) {
        this.gateway = gateway;
        this.listener = listener;
        this.executor = executor;
        this.clock = clock;
        this.garbage = garbage;
        queue = new PushQueue(gateway, listener, executor);
        begun = clock.getAsLong();
        told = begun - PAUSE_NANOS;
        this.lease = lease.apply(this);
    }

    String gateway() {
        return gateway;
    }

    Lease lease() {
        return lease;
    }

    /** Takes what was published to the gateway, whatever it is. */
    void receive(byte[] message) {
        BusCodec.Received received;
        try {
            received = BusCodec.decode(message);
        } catch (CodecException e) {
            garbage.warn("what was published to a gateway cannot be read and is ignored", e);
            return;
        }
        String reason = note(received.header());
        if (received.push() != null) {
            queue.add(received.push());
        } else if (received.header() instanceof Numbered) {
            garbage.warn("a push of an unknown kind is ignored; is a newer version running beside this one?");
            reason = "a push is of an unknown kind";
        }
        if (reason != null) {
            suspect(reason);
        }
    }

    private synchronized @Nullable String note(BusHeader header) {
        long now = clock.getAsLong();
        if (header instanceof Numbered push) {
            return heard.push(push, now);
        }
        return heard.count((Count) header, now);
    }

    /** Tells the gateway that pushes may have been lost, now or soon. */
    synchronized void suspect(String reason) {
        long now = clock.getAsLong();
        if (now - told >= PAUSE_NANOS) {
            told = now;
            pending = null;
            queue.suspect(reason);
        } else if (pending == null) {
            pending = reason;
        }
    }

    /**
     * Looks what is due.
     *
     * @param expected the publishers that should be heard
     * @param isSubscribed whether there is a connection by which they would be heard
     */
    synchronized void tick(Set<String> expected, boolean isSubscribed) {
        long now = clock.getAsLong();
        String reason = heard.silent(expected, now);
        if (!isSubscribed) {
            reason = "there is no subscription";
        } else if (!lease.isHeld() && now - begun >= AGAIN_NANOS) {
            reason = "there is no lease";
        }
        if (pending != null) {
            suspect(pending);
        } else if (reason != null && now - told >= AGAIN_NANOS) {
            suspect(reason);
        }
    }

    /** Has the gateway write its routes again, on the thread of the bus. */
    CompletableFuture<Void> writeAgain() {
        try {
            return CompletableFuture.supplyAsync(listener::writeAgain, executor).thenCompose(Function.identity());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e); // the bus was closed
        }
    }

    void close() {
        lease.close();
        queue.close();
    }
}
