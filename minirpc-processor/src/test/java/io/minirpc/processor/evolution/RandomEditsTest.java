package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemas that are edited at random: each field arrives equal, or absent where one side's version does not have it, or
 * the call fails. A failure prints the seed, the sources and the values. To run with a seed:
 *
 * <pre>
 * ./mvnw test -pl minirpc-processor -am -Dtest=RandomEditsTest -Devolution.seed=SEED
 * </pre>
 */
class RandomEditsTest {
    /** The usual build repeats its edits; new ones are for the long run. */
    private static final long SEED = 20_261_128;

    private static final int SCHEMAS = 15;
    private static final int EDITS = 210;
    private static final int LOCKED_EDITS = 90;
    private static final int SOAK_SCHEMAS = 100;
    private static final int SOAK_EDITS = 5_000;

    @TempDir
    private Path folder;

    @Test
    void valuesArriveWithoutALock() {
        check(edits(SEED, SCHEMAS).withoutLock(EDITS), EDITS);
    }

    @Test
    void valuesArriveWithALock() {
        check(edits(SEED, SCHEMAS).withLock(LOCKED_EDITS), LOCKED_EDITS);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void valuesArriveAfterThousandsOfEditsWithoutALock() {
        check(edits(newSeed(), SOAK_SCHEMAS).withoutLock(SOAK_EDITS), SOAK_EDITS);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void valuesArriveAfterThousandsOfEditsWithALock() {
        check(edits(newSeed(), SOAK_SCHEMAS).withLock(SOAK_EDITS), SOAK_EDITS);
    }

    private RandomEdits edits(long preset, int schemas) {
        long seed = Long.getLong("evolution.seed", preset);
        System.out.println("RandomEditsTest: -Devolution.seed=" + seed);
        return new RandomEdits(folder, seed, schemas);
    }

    private static long newSeed() {
        return System.nanoTime() % 1_000_000_000;
    }

    /** A test whose edits were all refused, or whose calls all failed, would prove nothing. */
    private static void check(Tally tally, int edits) {
        System.out.println(tally);
        assertThat(tally.total("edit ")).as("edits").isGreaterThanOrEqualTo(edits);
        for (Edit edit : Edit.values()) {
            String name = "edit " + edit + (edit.isOfMembers() ? " " : "");
            assertThat(tally.total(name)).as(name).isGreaterThanOrEqualTo(edits / 1000);
        }
        assertThat(tally.kinds("edit ")).as("kinds of edits").isGreaterThanOrEqualTo(25);
        int refused = tally.total("refused ");
        int calls = tally.count("calls");
        assertThat(refused).as("refused edits").isLessThan(edits * 2 / 3);
        assertThat(tally.count("arguments received"))
                .as("calls whose arguments arrived")
                .isGreaterThan(calls * 3 / 4);
        assertThat(tally.count("replies received"))
                .as("calls whose replies arrived")
                .isGreaterThan(calls / 2);
        assertThat(tally.count("exceptions received"))
                .as("calls whose exceptions arrived")
                .isGreaterThan(calls / 20);
        assertThat(tally.count("values equal")).as("values that arrived").isGreaterThan(calls * 3);
    }
}
