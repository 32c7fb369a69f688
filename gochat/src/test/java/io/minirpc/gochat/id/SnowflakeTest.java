package io.minirpc.gochat.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.gochat.support.Parallel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SnowflakeTest {
    private static final int SEQUENCES = 4_096;
    private final SimulatedTime time = new SimulatedTime();
    private volatile Lease lease = new Lease(5, 0, SimulatedTime.START_MS + 1_000_000);
    private final Snowflake snowflake = new Snowflake(() -> lease, time);

    @Test
    void idHoldsTimeMachineAndSequence() {
        snowflake.next();
        long id = snowflake.next();
        assertThat(Snowflake.timeOf(id)).isEqualTo(SimulatedTime.START_MS);
        assertThat(id >>> 12 & 1023).isEqualTo(5);
        assertThat(id & 4095).isEqualTo(1);
    }

    @Test
    void millionIdsOnEightThreadsAreUniqueAndRise() throws Exception {
        assertUniqueAndRising(1_000_000);
    }

    @Test
    @Tag("soak")
    void tenMillionIdsOnEightThreadsAreUniqueAndRise() throws Exception {
        assertUniqueAndRising(10_000_000);
    }

    private static void assertUniqueAndRising(int count) throws Exception {
        Snowflake real = new Snowflake(() -> new Lease(1023, 0, Long.MAX_VALUE), Time.SYSTEM);
        List<long[]> perThread = Parallel.run(8, () -> {
            long[] ids = new long[count / 8];
            Arrays.setAll(ids, i -> real.next());
            return ids;
        });
        perThread.forEach(ids -> assertRising(ids));
        long[] all = perThread.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        assertThat(all).hasSize(count);
        assertRising(all);
        assertThat(all[0]).isPositive();
    }

    private static void assertRising(long[] ids) {
        for (int i = 1; i < ids.length; i++) {
            if (ids[i] <= ids[i - 1]) {
                throw new AssertionError(ids[i] + " after " + ids[i - 1]);
            }
        }
    }

    @Test
    void clockOneSecondBackCostsNoWaitWhileTheLastMillisecondHasRoom() {
        long before = snowflake.next();
        time.set(-1_000);
        assertThat(snowflake.next()).isGreaterThan(before);
        assertThat(time.waitedMs()).isZero();
    }

    @Test
    void clockOneSecondBackIsWaitedForWhenTheLastMillisecondIsFull() {
        long last = useUpThisMillisecond();
        time.set(-1_000);
        assertThat(snowflake.next()).isGreaterThan(last);
        assertThat(time.waitedMs()).isBetween(1_000L, 1_002L);
    }

    @Test
    void clockFiveSecondsBackIsWaitedFor() {
        long last = useUpThisMillisecond();
        time.set(-5_000);
        assertThat(snowflake.next()).isGreaterThan(last);
        assertThat(time.waitedMs()).isBetween(5_000L, 5_002L);
    }

    @Test
    void clockAnHourBackIsRefusedUntilItIsRight() {
        long last = snowflake.next();
        time.set(-3_600_000);
        assertThatThrownBy(snowflake::next)
                .isInstanceOf(SnowflakeException.class)
                .hasMessageContaining("the clock went back: it shows ")
                .hasMessageContaining("(expected: at most 5000 ms back)");
        assertThat(time.waitedMs()).isZero();
        time.set(3_600_000);
        assertThat(snowflake.next()).isGreaterThan(last);
    }

    @Test
    void clockThatStandsStillEndsTheWait() {
        useUpThisMillisecond();
        Time standing = new Time() {
            @Override
            public long nowMs() {
                return SimulatedTime.START_MS;
            }

            @Override
            public long nanoTime() {
                return time.nanoTime();
            }

            @Override
            public void pause(long micros) {
                time.pause(micros);
            }
        };
        Snowflake stuck = new Snowflake(() -> lease, standing);
        for (int i = 0; i < SEQUENCES; i++) {
            stuck.next();
        }
        assertThatThrownBy(stuck::next)
                .isInstanceOf(SnowflakeException.class)
                .hasMessageContaining("the clock stands still");
    }

    @Test
    void idsEndWithTheLease() {
        lease = new Lease(5, 0, SimulatedTime.START_MS);
        snowflake.next();
        time.set(1);
        assertThatThrownBy(snowflake::next)
                .isInstanceOf(SnowflakeException.class)
                .hasMessageContaining("machine number 5 was not renewed in time");
        lease = lease.until(SimulatedTime.START_MS + 1);
        assertThat(Snowflake.timeOf(snowflake.next())).isEqualTo(SimulatedTime.START_MS + 1);
    }

    @Test
    void idsBeginAfterThePredecessor() {
        lease = new Lease(5, SimulatedTime.START_MS + 3, SimulatedTime.START_MS + 100);
        assertThat(Snowflake.timeOf(snowflake.next())).isEqualTo(SimulatedTime.START_MS + 4);
        lease = new Lease(5, SimulatedTime.START_MS + 60_000, SimulatedTime.START_MS + 120_000);
        assertThatThrownBy(snowflake::next).isInstanceOf(SnowflakeException.class);
    }

    @Test
    void idsRiseWhenALowerMachineNumberReplacesOurs() {
        long before = snowflake.next();
        lease = new Lease(2, 0, SimulatedTime.START_MS + 1_000);
        assertThat(snowflake.next()).isGreaterThan(before);
    }

    @Test
    void interruptedCallerGetsItsIdAndStaysInterrupted() {
        Lease soon = new Lease(1, System.currentTimeMillis() + 20, Long.MAX_VALUE);
        Snowflake real = new Snowflake(() -> soon, Time.SYSTEM);
        Thread.currentThread().interrupt();
        assertThat(real.next()).isPositive();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void clockOutsideOfTheRangeIsRefused() {
        time.set(-SimulatedTime.START_MS);
        assertThatThrownBy(snowflake::next).isInstanceOf(SnowflakeException.class);
        time.set(Snowflake.EPOCH_MS + (1L << 41));
        lease = new Lease(1, 0, Long.MAX_VALUE);
        assertThatThrownBy(snowflake::next)
                .isInstanceOf(SnowflakeException.class)
                .hasMessageContaining("the clock shows 2094-");
    }

    private long useUpThisMillisecond() {
        long last = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            last = snowflake.next();
        }
        return last;
    }
}
