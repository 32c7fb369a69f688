package io.minirpc.client;

import io.minirpc.internal.Reason;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to connect to a server: resolves its name, unless it is a literal address, and connects to its addresses,
 * all within one timeout. Runs on one event loop, except {@link #start}.
 */
final class ConnectAttempt {
    private final Target target;
    private final EventLoop loop;
    private final Consumer<Channel> connected;
    private final BiConsumer<String, @Nullable Throwable> failed;
    private @Nullable Promise<List<InetAddress>> lookup;
    private @Nullable HappyEyeballs race;
    private @Nullable ScheduledFuture<?> timer;
    private long deadlineNanos;
    private boolean over;

    /**
     * Creates an attempt, which {@link #start} starts.
     *
     * @param connected receives the channel, before any events of it
     * @param failed receives the reason, and its cause if there is one
     */
    ConnectAttempt(
            Target target,
            EventLoop loop,
            Consumer<Channel> connected,
            BiConsumer<String, @Nullable Throwable> failed) {
        this.target = target;
        this.loop = loop;
        this.connected = connected;
        this.failed = failed;
    }

    /** Starts to connect, on any thread. The outcome is reported later, on the event loop. */
    void start() {
        try {
            loop.execute(this::begin);
        } catch (RejectedExecutionException e) {
            // The client and its event loop are closed, and all calls have ended.
        }
    }

    /** Ends the attempt without reporting an outcome. */
    void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (lookup != null) {
            target.cancelLookup(lookup);
        }
        if (race != null) {
            race.close();
        }
    }

    private void begin() {
        if (over) {
            return;
        }
        long timeoutNanos = target.client().settings().connectTimeout().toNanos();
        deadlineNanos = System.nanoTime() + timeoutNanos;
        timer = loop.schedule(this::timedOut, timeoutNanos, TimeUnit.NANOSECONDS);
        SocketAddress address = target.address();
        if (address == null) {
            Promise<List<InetAddress>> asked = loop.newPromise();
            lookup = asked;
            asked.addListener((Future<List<InetAddress>> found) -> found(found));
            target.lookUp(asked);
        } else {
            connect(List.of(address));
        }
    }

    private void found(Future<List<InetAddress>> result) {
        lookup = null;
        if (over) {
            return;
        }
        Throwable cause = result.cause();
        if (cause != null) {
            String what = cause instanceof UnknownHostException ? "" : target.host() + " cannot be resolved: ";
            fail(what + Reason.of(cause), cause);
        } else if (result.getNow().isEmpty()) {
            fail(target.host() + " has no address", null);
        } else {
            connect(target.inOrder(result.getNow()));
        }
    }

    private void connect(List<SocketAddress> addresses) {
        race = new HappyEyeballs(
                loop,
                addresses,
                deadlineNanos - System.nanoTime(),
                (address, handler) -> target.client().connector().connect(loop, address, handler),
                this::won,
                this::lost);
        race.tryNext();
    }

    private void won(Channel channel) {
        race = null;
        cancel();
        connected.accept(channel);
    }

    private void lost(@Nullable Throwable cause) {
        fail(race == null ? reasonOf(cause) : race.report(""), cause);
    }

    private static String reasonOf(@Nullable Throwable cause) {
        return cause == null ? "unknown" : Reason.of(cause);
    }

    private void timedOut() {
        String within = " within " + target.client().settings().connectTimeout();
        if (race != null) {
            fail(race.report("no answer" + within), null);
        } else {
            fail(
                    target.host() + " was not resolved" + within
                            + " (remedy: see whether the name servers of this machine answer)",
                    null);
        }
    }

    private void fail(String reason, @Nullable Throwable cause) {
        cancel();
        failed.accept(reason, cause);
    }
}
