package io.minirpc.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code bad/} has the errors that its comments {@code // error: …} announce, on their lines, and no
 * others.
 */
class BadSourcesTest {
    private static final String MARK = "// error: ";

    static List<Path> files() {
        return Sources.entries(Sources.BAD);
    }

    @ParameterizedTest
    @MethodSource("files")
    void reportsEveryErrorOnItsLine(Path file) throws Exception {
        Compilation compilation = Sources.compile(Sources.files(file));
        List<String> reported = compilation.errors().stream()
                .map(error -> error.getLineNumber() + " " + error.getMessage(Locale.ROOT))
                .sorted()
                .toList();
        assertThat(reported).isEqualTo(announced(file));
    }

    @Test
    void everyProblemHasItsFile() {
        // These need more than one file, or something that can't be provoked from outside.
        Set<Problem> elsewhere = EnumSet.of(
                Problem.UNEXPECTED,
                Problem.LOCK,
                Problem.NAME_CLASH,
                Problem.PARAMETER_NAMES,
                Problem.UNRESOLVED_TYPE,
                Problem.TYPE_VARIABLE);
        Set<String> missing = EnumSet.complementOf(EnumSet.copyOf(elsewhere)).stream()
                .map(Problem::tag)
                .collect(Collectors.toSet());
        for (Path file : files()) {
            Sources.files(file)
                    .forEach(source ->
                            missing.removeIf(tag -> Sources.text(source).contains("[" + tag + "]")));
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> announced(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split(MARK, -1);
            for (int j = 1; j < parts.length; j++) {
                errors.add((i + 1) + " " + parts[j].strip());
            }
        }
        errors.sort(null);
        return errors;
    }
}
