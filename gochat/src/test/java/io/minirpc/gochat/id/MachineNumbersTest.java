package io.minirpc.gochat.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.MachineStore.Machine;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import io.minirpc.gochat.support.Parallel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Machine numbers in real databases; only the clock is simulated. */
@OnEveryDatabase
class MachineNumbersTest {
    @Parameter
    TestDatabase kind;

    @TempDir
    private Path folder;

    private final SimulatedTime time = new SimulatedTime();
    private Database database;
    private MachineStore store;

    @BeforeEach
    void open() {
        database = kind.open(folder);
        store = MachineStore.of(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void claimsOfARunningFleetDiffer() throws Exception {
        List<Integer> numbers =
                Parallel.run(10, () -> MachineNumbers.claim(store, time).lease().number());
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(store.all())
                .hasSize(10)
                .allSatisfy(machine ->
                        assertThat(machine.untilMs()).isEqualTo(SimulatedTime.START_MS + MachineNumbers.HOLD_MS));
    }

    @Test
    void renewalMovesTheEndAndNeverBack() {
        MachineNumbers numbers = MachineNumbers.claim(store, time);
        time.set(20_000);
        numbers.renew();
        assertThat(numbers.lease()).isEqualTo(new Lease(0, 0, SimulatedTime.START_MS + 80_000));
        time.set(-4_000);
        numbers.renew();
        assertThat(numbers.lease().untilMs()).isEqualTo(SimulatedTime.START_MS + 80_000);
        assertThat(store.all().get(0).untilMs()).isEqualTo(SimulatedTime.START_MS + 80_000);
    }

    @Test
    void ownerAfterAPauseTakesAnotherNumberAndItsIdsStayInItsTime() {
        MachineNumbers paused = MachineNumbers.claim(store, time);
        Snowflake idsOfPaused = new Snowflake(paused::lease, time);
        long before = idsOfPaused.next();
        time.set(60_001);
        MachineNumbers successor = MachineNumbers.claim(store, time);
        assertThat(successor.lease())
                .isEqualTo(new Lease(0, SimulatedTime.START_MS + 60_000, SimulatedTime.START_MS + 120_001));
        assertThatThrownBy(idsOfPaused::next).isInstanceOf(SnowflakeException.class);
        paused.renew();
        assertThat(paused.lease().number()).isEqualTo(1);
        assertThat(idsOfPaused.next()).isGreaterThan(before);
    }

    @Test
    void restartMeanwhileTakesAnotherNumber() {
        MachineNumbers.claim(store, time).close();
        assertThat(MachineNumbers.claim(store, time).lease().number()).isEqualTo(1);
    }

    @Test
    void restartWithTheClockUpToFiveSecondsBackRepeatsNoId() {
        Set<Long> ids = new HashSet<>(take(MachineNumbers.claim(store, time), 10_000));
        for (long back : new long[] {1_000, 4_000}) {
            time.set(-back);
            ids.addAll(take(MachineNumbers.claim(store, time), 10_000));
        }
        assertThat(ids).hasSize(30_000);
    }

    @Test
    void restartWithTheClockAnHourBackIsRefused() {
        MachineNumbers.claim(store, time);
        time.set(-3_600_000);
        assertThatThrownBy(() -> MachineNumbers.claim(store, time))
                .isInstanceOf(SnowflakeException.class)
                .hasMessageContaining("the clock is behind: it shows ")
                .hasMessageContaining("machine number 0 was held at")
                .hasMessageContaining("(expected: at most 5000 ms behind)");
        time.set(3_600_000);
        assertThat(MachineNumbers.claim(store, time).lease().number()).isEqualTo(1);
    }

    @Test
    void claimWaitsForANumberWhenAllAreInUse() {
        for (int number = 0; number < Snowflake.MACHINES; number++) {
            store.add(new Machine(number, "boot" + number, SimulatedTime.START_MS + 3_000 + number));
        }
        Lease lease = MachineNumbers.claim(store, time).lease();
        assertThat(lease.number()).isZero();
        assertThat(lease.afterMs()).isEqualTo(SimulatedTime.START_MS + 3_000);
        assertThat(time.waitedMs()).isBetween(3_001L, 3_100L);
    }

    @Test
    void claimIsRefusedWhenAllNumbersStayInUse() {
        for (int number = 0; number < Snowflake.MACHINES; number++) {
            store.add(new Machine(number, "boot" + number, SimulatedTime.START_MS + 60_000));
        }
        assertThatThrownBy(() -> MachineNumbers.claim(store, time))
                .isInstanceOf(SnowflakeException.class)
                .hasMessage("all 1024 machine numbers are in use");
    }

    /** C8: whoever pauses, for however long and wherever, gives no id that another owner of his number gave. */
    @Test
    void ownersWithPausesAndSkewedClocksNeverGiveAnIdTwice() {
        Random random = new Random(14);
        List<Process> processes = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        int given = 0;
        for (int step = 0; step < 3_000; step++) {
            time.set(random.nextInt(10) == 0 ? random.nextInt(90_000) : random.nextInt(2));
            if (processes.size() < 8) {
                Time clock = time.skewed(random.nextInt(3) == 0 ? random.nextInt(4_000) - 2_000 : 0);
                processes.add(new Process(clock, MachineNumbers.claim(store, clock)));
            }
            Process process = processes.get(random.nextInt(processes.size())); // the others are paused
            switch (random.nextInt(20)) {
                case 0 -> processes.remove(process); // and another one starts
                case 1 -> process.renew();
                default -> given += process.give(ids);
            }
        }
        assertThat(ids).hasSize(given);
        assertThat(given).isGreaterThan(500);
    }

    private record Process(Time clock, MachineNumbers numbers, Snowflake snowflake) {
        Process(Time clock, MachineNumbers numbers) {
            this(clock, numbers, new Snowflake(numbers::lease, clock));
        }

        void renew() {
            try {
                numbers.renew();
            } catch (SnowflakeException e) {
                // stays without a number for now
            }
        }

        int give(Set<Long> ids) {
            try {
                ids.add(snowflake.next());
                return 1;
            } catch (SnowflakeException e) {
                return 0;
            }
        }
    }

    @Test
    void closedNumbersLeaveNoThread() {
        MachineNumbers.claim(store).close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .doesNotContain("gochat-machine-number"));
    }

    private List<Long> take(MachineNumbers numbers, int count) {
        Snowflake snowflake = new Snowflake(numbers::lease, time);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(snowflake.next());
        }
        return ids;
    }
}
