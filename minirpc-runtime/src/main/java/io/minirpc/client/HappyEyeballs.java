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
 * Connections to the addresses of a host, begun one after the other, of which the first one made is kept and the others
 * are closed: "Happy Eyeballs", RFC 8305, section 5. An address has a head start of 250 ms before the next, unless it
 * fails earlier. Runs on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks and of closing, which cannot fail
final class HappyEyeballs {
    /** The Connection Attempt Delay that RFC 8305 recommends. */
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The least that RFC 8305 allows. */
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
     * Prepares to connect.
     *
     * @param timeoutNanos after how long the caller is going to {@link #close} this; all addresses are tried before
     * @param connector connects to an address with a channel that has a handler
     * @param won gets the channel that is connected, before anything happens on it
     * @param lost gets the last failure when no address is left
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

    /** Begins with the next address, if there is one; at first called by the owner. */
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
            if (channel.isRegistered()) { // else it could not be made, and there is nothing to close
                channel.close();
            }
        }
    }

    /**
     * Returns the addresses that were tried, each with its reason.
     *
     * @param silent the reason of those that have not failed
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

    /** Returns a reason with the address it belongs to: the number, not the name that led to it. */
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
        channel.remoteAddress(); // kept by the channel from now on, also when it is closed
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

    /** A channel that could not be made, for want of descriptors, fails on a thread that is not the loop. */
    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The client was closed, and the event loop with it.
        }
    }

    /** Reports a connection before the handlers behind it see it. */
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
