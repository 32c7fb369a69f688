package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of docs/evolution.md by values: each row's two versions call each other, in each format. A value arrives
 * equal, or absent where one version does not have it, or the call fails.
 */
class EvolutionValuesTest {
    private static final List<Row> ROWS = Table.read(Sources.RESOURCES.resolve("evolution"));
    /** The word that javac points to where it reports something at a type. */
    private static final String TYPE = "^(class|enum|interface|record) ";

    private static final List<Row> REFUSED =
            ROWS.stream().filter(Row::isRefused).toList();
    private static final List<Row> ACCEPTED =
            ROWS.stream().filter(row -> !row.isRefused()).toList();

    @TempDir
    static Path folder;

    private static TableBuilds builds;

    @BeforeAll
    static void compile() throws IOException {
        builds = TableBuilds.of(new TwoVersions(folder), REFUSED, ACCEPTED);
    }

    private interface Check {
        void of(Row row) throws Exception;
    }

    private static Stream<DynamicTest> each(List<Row> rows, Check check) {
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.title(), () -> check.of(row)));
    }

    @TestFactory
    Stream<DynamicTest> valuesArriveWithoutALock() throws ReflectiveOperationException {
        return each(ROWS, RowCalls.between(builds.first(), builds.second(), ROWS)::check);
    }

    /** The first version is numbered by the lock, and the second one ahead of it. */
    @TestFactory
    Stream<DynamicTest> valuesArriveWhereTheLockIsBehind() throws ReflectiveOperationException {
        return each(ACCEPTED, RowCalls.between(builds.firstLocked(), builds.ahead(), ACCEPTED)::check);
    }

    @TestFactory
    Stream<DynamicTest> valuesArriveByTheNumbersOfTheLock() throws ReflectiveOperationException {
        RowCalls calls = RowCalls.between(builds.firstLocked(), builds.secondLocked(), ACCEPTED);
        return each(ACCEPTED, row -> {
            assertThat(calls.methodsByLayout(row)).isEqualTo(row.isDraft() ? calls.methods(row) : Set.of());
            calls.check(row);
        });
    }

    /** Each row of docs/evolution.md is here, but one that takes a jar, and is as severe as it says. */
    @Test
    void documentationHasTheSameRows() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        String text = Files.readString(Path.of("..", "docs", "evolution.md"));
        Matcher cells = Pattern.compile("(?m)^\\| (?!change|severity)([^|]+) \\| ([^|]+) \\|$")
                .matcher(text.substring(text.indexOf("### Fields")));
        while (cells.find()) {
            documented.put(cells.group(1), cells.group(2).replace("not in the lock", "ok"));
        }
        assertThat(documented.remove("codec in another jar renumbered")).startsWith("error");
        Set<String> tested = new TreeSet<>();
        for (Row row : ROWS) {
            for (String change : row.documented()) {
                tested.add(change);
                assertThat(documented.get(change))
                        .as("%s: %s", row, change)
                        .containsPattern("\\b" + row.severity() + "\\b");
            }
        }
        assertThat(tested).isEqualTo(documented.keySet());
    }

    @TestFactory
    Stream<DynamicTest> onlyRefusedEditsMakeWrongValues() {
        return each(
                ACCEPTED,
                row -> assertThat(Stream.of(row.first(), row.second()).flatMap(version -> version.steps().stream()))
                        .noneMatch(step -> step.outcome().isWrong()));
    }

    @TestFactory
    Stream<DynamicTest> updateFindsEachEdit() {
        assertThat(builds.refusal()).matches(run -> !run.isDone());
        return each(ROWS, row -> {
            Set<String> found = new TreeSet<>();
            for (String line : builds.refusal().text().split("\n")) {
                if (line.matches("(error|warning): (" + keys(row) + "): .*")) {
                    found.add(line.replaceFirst("^(\\w+: [^:]+):.*", "$1"));
                }
            }
            Set<String> expected = new TreeSet<>();
            for (Row.Expectation finding : row.findings()) {
                String head = finding.severity() + ": " + finding.key();
                assertThat(builds.refusal().text()).contains(head + ": ");
                if (!finding.severity().equals("note")) {
                    expected.add(head);
                }
            }
            assertThat(found).isEqualTo(expected);
        });
    }

    private static String keys(Row row) {
        return "(rows\\.)?" + row.id() + "\\.[^:]*|" + row.first().shop() + "|"
                + row.second().shop();
    }

    @TestFactory
    Stream<DynamicTest> compilerRefusesEdits() {
        assertThat(builds.refused().isSuccessful()).isFalse();
        return each(REFUSED, row -> checkDiagnostics(row, builds.refused()));
    }

    @TestFactory
    Stream<DynamicTest> compilerAcceptsEdits() {
        return each(ACCEPTED, row -> checkDiagnostics(row, builds.ahead()));
    }

    /** The texts of notes are tested where there are few. */
    @Test
    void compilerListsAdditionsInOneNote() {
        assertThat(builds.ahead().diagnostics(Diagnostic.Kind.NOTE)).hasSize(1);
    }

    private static void checkDiagnostics(Row row, Build build) {
        check(row, "error", build.diagnostics(Diagnostic.Kind.ERROR));
        check(row, "warning", build.diagnostics(Diagnostic.Kind.MANDATORY_WARNING));
    }

    private static void check(Row row, String severity, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        Set<String> found = new TreeSet<>();
        String folder = "/" + row.second().packageName().replace('.', '/') + "/";
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics) {
            if (diagnostic.getSource() instanceof Source source
                    && source.getName().startsWith(folder)) {
                found.add(found(row, diagnostic, source.text()));
            }
        }
        Set<String> expected = new TreeSet<>();
        row.findings().stream()
                .filter(finding -> finding.severity().equals(severity) && finding.place() != null)
                .forEach(finding -> expected.add(finding.key() + " at " + finding.place()));
        assertThat(found).isEqualTo(expected);
    }

    /** Returns the key of a diagnostic and the expected place, if it is there, or else the text that it is at. */
    private static String found(Row row, Diagnostic<?> diagnostic, String source) {
        String text = diagnostic.getMessage(null);
        String place = source.substring((int) diagnostic.getPosition()).replaceFirst(TYPE, "");
        for (Row.Expectation finding : row.findings()) {
            String expected = finding.place();
            if (expected != null && text.contains(finding.key() + " ")) {
                return finding.key() + " at "
                        + (place.startsWith(expected) ? expected : place.lines().findFirst());
            }
        }
        return text;
    }
}
