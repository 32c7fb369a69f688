package io.minirpc.client;

import io.minirpc.internal.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connection attempts to the addresses of a host, as section 5 of RFC 8305 ("Happy Eyeballs") describes. They start one
 * after the other: as soon as one fails, or after 250 ms, less where the timeout is short. The first connection is
 * kept, and the others are closed. Runs on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks and closing cannot fail
final class HappyEyeballs {
    /** The Connection Attempt Delay recommended by RFC 8305. */
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The minimum delay allowed by RFC 8305. */
    private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final EventLoop loop;
    private final Queue<SocketAddress> untried;
    private final BiFunction<SocketAddress, ChannelHandler, ChannelFuture> connector;
    private final Consumer<Channel> won;
    private final Consumer<@Nullable Throwable> lost;
    private final long delayNanos;
    private final Map<Channel, SocketAddress> underWay = new LinkedHashMap<>();
    private final Map<SocketAddress, String> failures = new LinkedHashMap<>();
    private @Nullable ScheduledFuture<?> next;
    private boolean over;

    /**
     * Creates the attempts; {@link #tryNext} starts the first one.
     *
     * @param timeoutNanos the time after which the caller will {@link #close} this; all addresses are tried before
     * @param connector connects to an address with a channel that has a handler
     * @param won receives the connected channel, before any events of it
     * @param lost receives the last failure when no address is left
     */
    HappyEyeballs(
            EventLoop loop,
            List<SocketAddress> addresses,
            long timeoutNanos,
            BiFunction<SocketAddress, ChannelHandler, ChannelFuture> connector,
            Consumer<Channel> won,
            Consumer<@Nullable Throwable> lost) {
        this.loop = loop;
        untried = new ArrayDeque<>(addresses);
        delayNanos = Math.max(MIN_DELAY_NANOS, Math.min(DELAY_NANOS, timeoutNanos / (addresses.size() + 1)));
        this.connector = connector;
        this.won = won;
        this.lost = lost;
    }

    /** Starts the attempt for the next address, if there is one. */
    void tryNext() {
        stopWaiting();
        SocketAddress address = untried.poll();
        if (over || address == null) {
            return;
        }
        ChannelFuture attempt = connector.apply(address, new Contender());
        underWay.put(attempt.channel(), address);
        if (!untried.isEmpty()) {
            next = loop.schedule(this::tryNext, delayNanos, TimeUnit.NANOSECONDS);
        }
        attempt.addListener(result -> {
            if (!result.isSuccess()) {
                onLoop(() -> failed(attempt.channel(), result.cause()));
            }
        });
    }

    /** Closes all connections. */
    void close() {
        over = true;
        stopWaiting();
        for (Channel channel : List.copyOf(underWay.keySet())) {
            if (channel.isRegistered()) { // otherwise it could not be created, and closing it would throw
                channel.close();
            }
        }
    }

    /**
     * Returns the addresses that were tried, each with the reason of its failure.
     *
     * @param silent the reason for addresses that have not failed
     */
    String report(String silent) {
        StringJoiner report = new StringJoiner("; ");
        failures.forEach((address, reason) -> report.add(at(address, reason)));
        underWay.values().forEach(address -> report.add(at(address, silent)));
        if (!untried.isEmpty()) {
            report.add(untried.size() + " more were not tried");
        }
        return report.toString();
    }

    /** Returns a reason with its address, as an IP address rather than a host name. */
    static String at(SocketAddress address, String reason) {
        return address instanceof InetSocketAddress internet
                ? NetUtil.toSocketAddressString(internet) + ": " + reason
                : reason;
    }

    private void failed(Channel channel, Throwable cause) {
        SocketAddress address = underWay.remove(channel);
        if (over || address == null) {
            return;
        }
        failures.put(address, Reason.innermost(cause));
        if (!untried.isEmpty()) {
            tryNext();
        } else if (underWay.isEmpty()) {
            over = true;
            lost.accept(cause);
        }
    }

    private void connected(Channel channel) {
        underWay.remove(channel);
        close();
        channel.remoteAddress(); // makes the channel keep the address after it is closed
        try {
            won.accept(channel);
        } catch (Throwable e) {
            channel.close();
            lost.accept(e);
        }
    }

    private void stopWaiting() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Runs a task on the loop. A channel that lacks a file descriptor fails on another thread. */
    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The client and its event loop are closed.
        }
    }

    /** Reports a connection before the following handlers see it. */
    private final class Contender extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (over) {
                context.close();
                return;
            }
            connected(context.channel());
            context.fireChannelActive();
            if (!context.isRemoved()) {
                context.pipeline().remove(this);
            }
        }
    }
}
