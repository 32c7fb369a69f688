package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of docs/evolution.md, as far as a comparison decides it: {@code rows.txt} has a lock, a contract, the
 * findings, and the lines of the next lock. Rows that only {@code update} refuses are marked.
 */
class EvolutionTest {
    private static final String UPDATE_ONLY = "[update]";

    private record Row(String name, String lock, String contract, Set<String> findings, String next) {
        LockFile read() throws LockException {
            return LockReader.read("minirpc.lock", LockWriter.HEADER + "\n\n" + lock);
        }

        boolean hasError() {
            return findings.stream().anyMatch(finding -> finding.startsWith("error"));
        }
    }

    @TestFactory
    Stream<DynamicTest> rowHasItsOutcome() throws IOException {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    LockFile lock = row.read();
                    Contract now = Contracts.of(row.contract());
                    List<Finding> findings = Comparison.whole(lock, now);
                    assertThat(summary(findings)).as("%s", findings).isEqualTo(row.findings());
                    if (!row.next().isEmpty()) {
                        assertThat(body(next(lock, now))).isEqualTo(row.next());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> laterLockHasTheSameErrors() throws IOException {
        return rows().stream()
                .filter(row -> !row.name().contains(UPDATE_ONLY))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    LockFile lock = row.read();
                    List<Finding> later = Comparison.later(lock, next(lock, Contracts.of(row.contract())));
                    boolean hasError = later.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
                    assertThat(hasError).as("%s", later).isEqualTo(row.hasError());
                }));
    }

    @TestFactory
    Stream<DynamicTest> updateOfTheNextLockChangesNothing() throws IOException {
        return rows().stream()
                .filter(row -> !row.hasError())
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    Contract now = Contracts.of(row.contract());
                    LockFile next = next(row.read(), now);
                    assertThat(body(next(next, now))).isEqualTo(body(next));
                    assertThat(Comparison.whole(next, now)).isEmpty();
                }));
    }

    @Test
    void everyFindingSaysWhatToDo() throws IOException, LockException {
        for (Row row : rows()) {
            for (Finding finding : Comparison.whole(row.read(), Contracts.of(row.contract()))) {
                if (finding.severity() == Severity.ERROR) {
                    assertThat(finding.text()).contains(";");
                }
            }
        }
    }

    static LockFile next(LockFile lock, Contract now) {
        return new Numbering(lock, now, Moves.all(lock, now)).next();
    }

    private static String body(LockFile lock) {
        String text = LockWriter.write(lock);
        return text.substring(text.indexOf("\n\n") + 2);
    }

    private static Set<String> summary(List<Finding> findings) {
        Set<String> summary = new TreeSet<>();
        findings.forEach(finding -> summary.add(finding.severity() + " " + finding.key()));
        return summary;
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = EvolutionTest.class.getResourceAsStream("/lock/rows.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String row : text.split("(?m)^== ")) {
                if (!row.startsWith("#") && !row.isBlank()) {
                    rows.add(row(row));
                }
            }
        }
        return rows;
    }

    private static Row row(String text) {
        int end = text.indexOf('\n');
        String[] parts = text.substring(end + 1).split("(?m)^--\n", -1);
        Set<String> findings = new TreeSet<>(Arrays.asList(parts[2].strip().split("\n")));
        findings.remove("");
        String next = parts.length > 3 ? parts[3].strip() + "\n" : "";
        return new Row(text.substring(0, end), parts[0].strip() + "\n", parts[1], findings, next);
    }
}
