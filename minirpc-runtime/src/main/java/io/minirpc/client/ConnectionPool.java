package io.minirpc.client;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one endpoint. They are shared and not borrowed: each call goes to the one that has the fewest
 * calls on it. The first call opens them all. Thread-safe.
 */
final class ConnectionPool {
    private final String address;
    private final Slot[] slots;
    private volatile boolean started;
    private volatile boolean closed;

    /**
     * Creates a pool that opens no connections yet.
     *
     * @param changed run when connections become ready, become suspect, or end; must be quick, on any thread
     */
    ConnectionPool(Target target, EventLoopGroup loops, Runnable changed) {
        address = target.name();
        slots = Stream.generate(() -> new Slot(target, loops.next(), changed))
                .limit(target.client().settings().connections())
                .toArray(Slot[]::new);
    }

    /** Returns the server's address, for messages. */
    String address() {
        return address;
    }

    /** Returns the connection for the next call: a ready one before one that is still under way; null if none is. */
    @Nullable
    ClientConnection pick() {
        if (!started) {
            start();
        }
        if (slots.length == 1) {
            return slots[0].connection();
        }
        ClientConnection best = null;
        int first = ThreadLocalRandom.current().nextInt(slots.length); // so that equals take turns
        for (int i = 0; i < slots.length; i++) {
            ClientConnection candidate = slots[(first + i) % slots.length].connection();
            if (candidate != null && (best == null || candidate.isBetterThan(best))) {
                best = candidate;
            }
        }
        return best;
    }

    /** Returns why there is no connection. */
    String unavailable() {
        return closed ? CallFailure.CLIENT_CLOSED : slots[0].unavailable();
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns whether a call would be sent at once. */
    boolean isReady() {
        for (Slot slot : slots) {
            ClientConnection connection = slot.connection();
            if (connection != null && connection.isReady()) {
                return true;
            }
        }
        return false;
    }

    /** Ends all connections with all calls on them; returns a future of their end. */
    CompletableFuture<Void> close() {
        closed = true;
        return CompletableFuture.allOf(Stream.of(slots).map(Slot::close).toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Makes no more connections and ends those there are when their calls have ended; returns a future of their end.
     */
    CompletableFuture<Void> retire() {
        closed = true;
        return CompletableFuture.allOf(Stream.of(slots).map(Slot::retire).toArray(CompletableFuture<?>[]::new));
    }

    /** Opens the connections, where that was not begun before. */
    void start() {
        for (Slot slot : slots) {
            slot.start();
        }
        started = true;
    }
}
