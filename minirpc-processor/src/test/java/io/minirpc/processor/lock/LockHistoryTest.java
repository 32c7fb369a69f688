package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories of one message: whatever is edited, no number gets a second name, and no name a second number. */
class LockHistoryTest {
    private static final int EDITS = 3_000;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final List<String> TYPES =
            List.of("int32", "int64", "int32?", "string", "uri", "list<int32>", "set<int32>", "bytes");

    private final long seed = Long.getLong("lock.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Integer, String> names = new HashMap<>();
    private List<String> fields = new ArrayList<>(List.of("a int32", "b string"));
    private LockFile lock = LockFile.EMPTY;
    private int refused;

    @Test
    void numbersAndNamesNeverChangeTheirMeaning() throws LockException {
        for (int i = 0; i < EDITS; i++) {
            List<String> before = fields;
            edit();
            Contract now = Contracts.of("message a.B\n  " + String.join("\n  ", fields) + "\n");
            boolean isRefused = hasError(lock.isEmpty() ? List.of() : Comparison.whole(lock, now));
            LockFile next = EvolutionTest.next(lock, now);
            String history = "seed " + seed + ", edit " + i + ": " + before + " to " + fields;
            if (isRefused) {
                refused++;
                fields = before;
            } else {
                assertThat(hasError(Comparison.later(lock, next))).as(history).isFalse();
                lock = next;
                remember(history);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(EDITS / 20, EDITS * 19 / 20);
    }

    /** Makes up to three edits at once, as commits do. */
    private void edit() {
        fields = new ArrayList<>(fields);
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            int at = random.nextInt(fields.size());
            switch (random.nextInt(5)) {
                case 0 -> fields.add(at, pick(NAMES) + " " + pick(TYPES));
                case 1 -> fields.remove(at);
                case 2 -> fields.add(fields.remove(at));
                case 3 -> fields.set(at, pick(NAMES) + " " + fields.get(at).split(" ")[1]);
                default -> fields.set(at, fields.get(at).split(" ")[0] + " " + pick(TYPES));
            }
            fields = distinct(fields);
        }
    }

    private static List<String> distinct(List<String> fields) {
        Map<String, String> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.putIfAbsent(field.split(" ")[0], field));
        byName.putIfAbsent("z", "z int32");
        return new ArrayList<>(byName.values());
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private void remember(String history) throws LockException {
        String text = LockWriter.write(lock);
        assertThat(LockReader.read("minirpc.lock", text)).as(history).isEqualTo(lock);
        for (LockedLine line : lock.types().get(0).lines()) {
            assertThat(names.computeIfAbsent(line.number(), number -> line.name()))
                    .as(history)
                    .isEqualTo(line.name());
        }
        assertThat(names.values()).as(history).doesNotHaveDuplicates();
        assertThat(names).as(history).hasSameSizeAs(lock.types().get(0).lines());
    }

    private static boolean hasError(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
