package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections whose outcome the test decides. */
class HappyEyeballsTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final List<ChannelPromise> attempts = new ArrayList<>();
    private final List<SocketAddress> tried = new ArrayList<>();
    private final AtomicReference<Channel> won = new AtomicReference<>();
    private final List<@Nullable Throwable> lost = new ArrayList<>();
    private HappyEyeballs race;

    @BeforeEach
    void begin() {
        race = race(LONG, 4);
    }

    @AfterEach
    void end() throws Exception {
        onLoop(race::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private HappyEyeballs race(long timeoutNanos, int addresses) {
        return new HappyEyeballs(loop, addresses(addresses), timeoutNanos, this::connect, won::set, lost::add);
    }

    private static List<SocketAddress> addresses(int count) {
        return IntStream.rangeClosed(1, count)
                .<SocketAddress>mapToObj(i -> new InetSocketAddress("127.0.0." + i, 80))
                .toList();
    }

    private ChannelFuture connect(SocketAddress address, ChannelHandler handler) {
        Channel channel = new Bootstrap()
                .group(loop)
                .channelFactory(LocalChannel::new)
                .handler(handler)
                .register()
                .channel();
        ChannelPromise attempt = channel.newPromise();
        tried.add(address);
        attempts.add(attempt);
        return attempt;
    }

    private void onLoop(Runnable task) throws Exception {
        loop.submit(task).sync();
    }

    /** Has the test look at what the loop changes. */
    private int triedSoFar() {
        try {
            return loop.submit(tried::size).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void connected(int attempt) {
        attempts.get(attempt).channel().pipeline().fireChannelActive();
    }

    @Test
    void failureStartsTheNextAttemptAtOnce() throws Exception {
        onLoop(() -> {
            race.tryNext();
            assertThat(tried).hasSize(1);
            attempts.get(0).setFailure(new ConnectException("Connection refused"));
            assertThat(tried).hasSize(2);
            attempts.get(1).setFailure(new ConnectException("Connection refused"));
            assertThat(tried).hasSize(3);
        });
    }

    @Test
    void silenceStartsTheNextAttemptAfterAWhile() throws Exception {
        onLoop(race::tryNext);
        Awaitility.await().until(() -> triedSoFar() == 4);
        onLoop(() -> assertThat(tried).isEqualTo(addresses(4)));
        assertThat(won).hasValue(null);
    }

    @Test
    void firstConnectionIsKeptAndTheOthersAreClosed() throws Exception {
        onLoop(race::tryNext);
        Awaitility.await().until(() -> triedSoFar() == 4);
        onLoop(() -> {
            connected(2);
            assertThat(won).hasValue(attempts.get(2).channel());
            connected(0); // too late
            assertThat(won).hasValue(attempts.get(2).channel());
            assertThat(attempts)
                    .extracting(attempt -> attempt.channel().isOpen())
                    .containsExactly(false, false, true, false);
            attempts.get(2).channel().close();
        });
        assertThat(lost).isEmpty();
    }

    @Test
    void connectionEndsTheWaitForTheNextAttempt() throws Exception {
        onLoop(() -> {
            race.tryNext();
            connected(0);
            attempts.get(0).channel().close();
        });
        onLoop(race::tryNext); // as the timer would
        assertThat(triedSoFar()).isOne();
    }

    @Test
    void reportNamesEachAddressWithItsReason() throws Exception {
        onLoop(() -> {
            race.tryNext();
            attempts.get(0).setFailure(new ConnectException("finishConnect(..) failed with error(-111): No luck"));
            attempts.get(1).setFailure(new NoRouteToHostException());
            assertThat(race.report("no answer within PT5S"))
                    .isEqualTo("127.0.0.1:80: No luck; 127.0.0.2:80: No route to host;"
                            + " 127.0.0.3:80: no answer within PT5S; 1 more were not tried");
        });
    }

    @Test
    void lastFailureEndsTheRace() throws Exception {
        Throwable last = new ConnectException("Connection refused");
        onLoop(() -> {
            race.tryNext();
            for (int i = 0; i < 3; i++) {
                attempts.get(i).setFailure(new NoRouteToHostException());
            }
            assertThat(lost).isEmpty();
            attempts.get(3).setFailure(last);
            assertThat(lost).containsExactly(last);
        });
    }

    @Test
    void earlierAttemptsGoOnWhenTheLastOneFails() throws Exception {
        onLoop(race::tryNext);
        Awaitility.await().until(() -> triedSoFar() == 4);
        onLoop(() -> {
            attempts.get(3).setFailure(new NoRouteToHostException());
            assertThat(lost).isEmpty();
            connected(1);
            assertThat(won).hasValue(attempts.get(1).channel());
            attempts.get(1).channel().close();
        });
    }

    @Test
    void closingEndsAllAttempts() throws Exception {
        onLoop(race::tryNext);
        Awaitility.await().until(() -> triedSoFar() == 4);
        onLoop(race::close);
        assertThat(attempts).noneMatch(attempt -> attempt.channel().isOpen());
        assertThat(lost).isEmpty();
    }

    @Test
    void allAddressesAreTriedWithinAShortTimeout() throws Exception {
        HappyEyeballs brief = race(TimeUnit.MILLISECONDS.toNanos(50), 200); // one every 10 ms, not every 250
        onLoop(brief::tryNext);
        Awaitility.await().atMost(25, TimeUnit.SECONDS).until(() -> triedSoFar() == 200);
        onLoop(brief::close);
    }

    @Test
    void channelThatCannotBeMadeCountsAsAFailure() throws Exception {
        List<SocketAddress> asked = new ArrayList<>();
        Bootstrap exhausted = new Bootstrap().group(loop).channelFactory(() -> {
            throw new IllegalStateException("Too many open files");
        });
        HappyEyeballs poor = new HappyEyeballs(
                loop,
                addresses(3),
                LONG,
                (address, handler) -> {
                    asked.add(address);
                    return exhausted.clone().handler(handler).connect(address);
                },
                won::set,
                lost::add);
        onLoop(poor::tryNext);
        Awaitility.await().until(() -> loop.submit(lost::size).get() == 1);
        onLoop(() -> {
            assertThat(asked).hasSize(3);
            assertThat(poor.report("")).contains("127.0.0.3:80: Too many open files");
            poor.close();
        });
    }

    @Test
    void failureToPrepareTheConnectionIsTold() throws Exception {
        Throwable failure = new IllegalStateException("no TLS");
        HappyEyeballs unlucky = new HappyEyeballs(
                loop,
                addresses(1),
                LONG,
                this::connect,
                channel -> {
                    throw new IllegalStateException(failure);
                },
                lost::add);
        onLoop(() -> {
            unlucky.tryNext();
            connected(0);
            assertThat(attempts.get(0).channel().isOpen()).isFalse();
        });
        assertThat(lost).singleElement().satisfies(told -> assertThat(told).hasCause(failure));
    }
}
