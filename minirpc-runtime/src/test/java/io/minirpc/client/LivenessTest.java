package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest implements Liveness.Listener {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMillis(1);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Liveness liveness = new Liveness(channel.eventLoop(), INTERVAL, PATIENCE, this);
    private long heardNanos = System.nanoTime();
    private int heartbeats;
    private int silences;
    private int changes;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void letPatiencePass() {
        channel.advanceTimeBy(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void callThatTimesOutWithoutAByteArousesSuspicion() {
        assertThat(liveness.isSuspected()).isFalse();
        liveness.timedOut(heardNanos + 1);
        assertThat(liveness.isSuspected()).isTrue();
        assertThat(heartbeats).isOne();

        letPatiencePass();
        assertThat(silences).isOne();
        assertThat(liveness.isSuspected()).isTrue();
    }

    @Test
    void callThatTimesOutOnABusyConnectionArousesNone() {
        liveness.timedOut(heardNanos - 1);
        assertThat(liveness.isSuspected()).isFalse();
        assertThat(heartbeats).isZero();
    }

    @Test
    void frameEndsSuspicion() {
        liveness.timedOut(heardNanos + 1);
        liveness.heard();
        assertThat(liveness.isSuspected()).isFalse();
        letPatiencePass();
        assertThat(silences).isZero();
        assertThat(changes).isZero();
    }

    @Test
    void nothingIsCheckedAfterTheEnd() {
        liveness.start();
        liveness.timedOut(heardNanos + 1);
        liveness.stop();
        channel.advanceTimeBy(INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        assertThat(liveness.isSuspected()).isFalse();
        assertThat(silences).isZero();
        assertThat(heartbeats).isOne();
    }

    @Override
    public long heardNanos() {
        return heardNanos;
    }

    @Override
    public void sendHeartbeat() {
        heartbeats++;
    }

    @Test
    void suspicionIsToldWhereTheHeartbeatIsNotAnsweredSoon() {
        liveness.timedOut(heardNanos + 1);
        assertThat(changes).isZero();
        letPatiencePass();
        assertThat(changes).isOne();
        liveness.heard();
        liveness.heard();
        assertThat(changes).isEqualTo(2);
    }

    @Override
    public void suspicionChanged() {
        changes++;
    }

    @Override
    public void unanswered() {
        throw new AssertionError("a heartbeat was answered");
    }

    @Override
    public void silent() {
        silences++;
    }
}
