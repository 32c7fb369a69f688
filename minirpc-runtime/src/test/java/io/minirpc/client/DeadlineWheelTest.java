package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Medium;
import io.minirpc.server.TestService;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
    /** 256 ticks of 2^24 ns. */
    private static final long ROUND_MILLIS = 4_295;

    private final EventLoopGroup loops = Medium.TCP.newGroup(1, "wheel-test-", true);
    private final EventLoop loop = loops.next();
    private final List<PendingCall> expired = new CopyOnWriteArrayList<>();
    private final List<Long> earlyNanos = new CopyOnWriteArrayList<>();
    private final DeadlineWheel wheel = new DeadlineWheel(loop, call -> {
        long early = call.deadlineNanos() - System.nanoTime();
        if (early > 0) {
            earlyNanos.add(early);
        }
        expired.add(call);
    });

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static PendingCall callDueIn(long millis) {
        return new PendingCall(
                TestService.ADD, null, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), null, "test") {
            @Override
            void responded(Envelope form, byte[] bytes, int offset, int length) {}

            @Override
            void failed(CallFailure failure) {}
        };
    }

    @Test
    void callsExpireInTheOrderOfTheirDeadlinesAndNeverEarly() {
        PendingCall past = callDueIn(-1_000);
        PendingCall soon = callDueIn(50);
        PendingCall later = callDueIn(300);
        PendingCall removed = callDueIn(50);
        PendingCall nextRound = callDueIn(50 + ROUND_MILLIS);
        loop.execute(() -> {
            List.of(later, removed, nextRound, soon, past).forEach(wheel::add);
            wheel.remove(removed);
        });
        await().until(() -> expired.contains(later));
        assertThat(expired).containsExactly(past, soon, later);
        assertThat(earlyNanos).isEmpty();
    }

    @Test
    void theWheelTurnsAgainAfterARest() {
        PendingCall first = callDueIn(1);
        loop.execute(() -> wheel.add(first));
        await().until(() -> expired.contains(first));
        PendingCall second = callDueIn(1);
        await().pollDelay(100, TimeUnit.MILLISECONDS).until(() -> true); // a few ticks without calls
        loop.execute(() -> wheel.add(second));
        await().until(() -> expired.contains(second));
    }
}
