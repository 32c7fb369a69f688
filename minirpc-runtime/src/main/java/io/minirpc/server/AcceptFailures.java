package io.minirpc.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Logs why connections cannot be accepted, once a minute at most. Follows Netty's own handler, which waits a second
 * after each failure. Needs no class that is not loaded yet: without free file descriptors, none can be loaded from a
 * folder. Only for the thread of the listening channel.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private static final String NAME = "minirpc-accept-failures";
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private long nextNanos = System.nanoTime();

    private AcceptFailures(Logger log) {
        this.log = log;
    }

    /** Logs the failures of a listening channel. */
    static void watch(Channel listener, Logger log) {
        listener.pipeline().addLast(NAME, new AcceptFailures(log));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            return;
        }
        nextNanos = now + INTERVAL_NANOS;
        log.error(
                "cannot accept connections on {}: {}; clients wait (remedy if files are short: raise their limit, ulimit -n,"
                        + " or lower maxConnections)",
                context.channel().localAddress(),
                cause.getMessage());
    }
}
