package io.minirpc.internal.transport;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of {@link MemoryChannel}s. They end after the peers of their channels: a peer hands tasks to these
 * loops when it is accepted, when it writes and when it closes, and Netty warns of each that a loop does not take any
 * more. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of listeners, of closing and of stages that cannot fail
final class MemoryLoops extends MultiThreadIoEventLoopGroup {
    private final Map<MemoryChannel, CompletableFuture<Void>> peersEnds = new ConcurrentHashMap<>();

    MemoryLoops(int threads, ThreadFactory factory) {
        super(threads, factory, LocalIoHandler.newFactory());
    }

    /** Keeps the loops, one of which a channel is registered with, until its peer is closed. */
    void outlive(MemoryChannel peer, MemoryChannel channel) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        peersEnds.put(channel, end);
        peer.closeFuture().addListener(closed -> {
            peersEnds.remove(channel);
            end.complete(null);
        });
    }

    /** Closes the channels, waits until their peers are closed too, no longer than the timeout, and ends the loops. */
    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        peersEnds.keySet().forEach(MemoryChannel::close);
        CompletableFuture.allOf(peersEnds.values().toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, timeout, unit)
                .thenRun(() -> super.shutdownGracefully(quietPeriod, timeout, unit));
        return terminationFuture();
    }
}
