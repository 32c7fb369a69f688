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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code bad/} has the errors and warnings that its comments {@code // error: …} and {@code // warning: …}
 * announce, on their lines, and no others.
 */
class BadSourcesTest {
    private static final Pattern MARK = Pattern.compile("// (error|warning): (.*?)(?=// (?:error|warning): |$)");

    static List<Path> files() {
        return Sources.entries(Sources.BAD);
    }

    @ParameterizedTest
    @MethodSource("files")
    void reportsEveryProblemOnItsLine(Path file) throws Exception {
        Compilation compilation = Sources.compile(Sources.files(file));
        Stream<String> errors = compilation.errors().stream().map(error -> line("error", error));
        Stream<String> warnings = compilation.warnings().stream()
                .filter(warning -> warning.getMessage(Locale.ROOT).startsWith("["))
                .map(warning -> line("warning", warning));
        List<String> reported = Stream.concat(errors, warnings).sorted().toList();
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

    private static String line(String kind, Diagnostic<?> problem) {
        return problem.getLineNumber() + " " + kind + ": " + problem.getMessage(Locale.ROOT);
    }

    private static List<String> announced(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        List<String> announced = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher marks = MARK.matcher(lines.get(i));
            while (marks.find()) {
                announced.add(
                        (i + 1) + " " + marks.group(1) + ": " + marks.group(2).strip());
            }
        }
        announced.sort(null);
        return announced;
    }
}
