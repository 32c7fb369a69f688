package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitingTest implements Waiting.Waiter {
    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Long> waits = new ArrayList<>();
    private Runnable onPark = () -> {};
    private boolean done;

    private Waiting.End await(long nanosLeft) {
        return Waiting.await(this, System.nanoTime() + nanosLeft);
    }

    @Test
    void callThatIsDoneIsNotWaitedFor() {
        done = true;
        assertThat(await(-LONG_NANOS)).isEqualTo(Waiting.End.DONE);
        assertThat(waits).isEmpty();
    }

    @Test
    void waitEndsWhenTheCallIsDone() {
        onPark = () -> done = waits.size() == 3;
        assertThat(await(LONG_NANOS)).isEqualTo(Waiting.End.DONE);
        assertThat(waits).hasSize(3).allMatch(nanos -> nanos > LONG_NANOS / 2);
    }

    @Test
    void waitEndsAfterTheGrace() {
        assertThat(await(-Waiting.PATIENCE_NANOS)).isEqualTo(Waiting.End.LATE);
        assertThat(waits).isEmpty();
    }

    @Test
    void waitIsExtendedAfterAStandstill() {
        onPark = () -> done = true;
        assertThat(await(-LONG_NANOS)).isEqualTo(Waiting.End.DONE);
        assertThat(waits).containsExactly(Waiting.PATIENCE_NANOS);
    }

    @Test
    void interruptEndsTheWaitAndStays() {
        onPark = () -> Thread.currentThread().interrupt();
        assertThat(await(LONG_NANOS)).isEqualTo(Waiting.End.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public void park(long nanos) {
        waits.add(nanos);
        onPark.run();
    }
}
