package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder in {@code good/} compiles; what is generated for those in {@code expected/} is what stands there. */
class GoodSourcesTest {
    private static final Map<Path, Compilation> COMPILED = new ConcurrentHashMap<>();

    static List<Path> folders() {
        return Sources.entries(Sources.GOOD);
    }

    static List<Path> expected() {
        return Sources.entries(Sources.EXPECTED);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void compilesWithoutAWarning(Path folder) {
        assertThat(compile(folder)).succeededWithoutWarnings();
    }

    /** Run with {@code -Dgolden.update=true} to write the files anew, and read the difference before committing it. */
    @ParameterizedTest
    @MethodSource("expected")
    void generatesWhatIsExpected(Path expected) throws Exception {
        Map<String, String> generated = texts(compile(Sources.GOOD.resolve(expected.getFileName())));
        if (Boolean.getBoolean("golden.update")) {
            generated.forEach((path, text) -> Sources.write(expected.resolve(path), text));
        }
        Map<String, String> reviewed = new TreeMap<>();
        for (JavaFileObject file : Sources.files(expected)) {
            Path path = Path.of(file.toUri());
            reviewed.put(
                    expected.toAbsolutePath().relativize(path).toString().replace(File.separatorChar, '/'),
                    Files.readString(path));
        }
        assertThat(generated).isEqualTo(reviewed);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void generatesTheSameTextWhateverTheOrderOfTheInput(Path folder) {
        List<JavaFileObject> reversed = new ArrayList<>(Sources.files(folder));
        Collections.reverse(reversed);
        assertThat(texts(Sources.compile(reversed, options(folder)))).isEqualTo(texts(compile(folder)));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void compilesInEclipse(Path folder, @TempDir Path output) throws Exception {
        EclipseCompiler eclipse = new EclipseCompiler();
        StringWriter problems = new StringWriter();
        String classPath =
                Sources.classPath().stream().map(File::toString).collect(Collectors.joining(File.pathSeparator));
        try (var files = eclipse.getStandardFileManager(null, null, null)) {
            var task = eclipse.getTask(
                    new PrintWriter(problems),
                    files,
                    diagnostic -> problems.append(diagnostic.toString()).append('\n'),
                    List.of(
                            "--release",
                            "17",
                            "-proceedOnError",
                            "-d",
                            output.toString(),
                            "-s",
                            output.toString(),
                            "-classpath",
                            classPath),
                    null,
                    files.getJavaFileObjectsFromPaths(Sources.files(folder).stream()
                            .map(file -> Path.of(file.toUri()))
                            .toList()));
            task.setProcessors(List.of(new RpcProcessor()));
            assertThat(task.call()).as(problems.toString()).isTrue();
        }
        try (Stream<Path> written = Files.walk(output)) {
            assertThat(written.map(Path::toString)
                            .filter(path -> path.endsWith("Codec.class") || path.endsWith("Stub.class")))
                    .isNotEmpty();
        }
    }

    private static Compilation compile(Path folder) {
        return COMPILED.computeIfAbsent(folder, f -> Sources.compile(Sources.files(f), options(f)));
    }

    /** No processor of ours claims JSpecify's annotations, which javac would warn of. */
    private static String[] options(Path folder) {
        return folder.endsWith("nullmarked") ? new String[] {"-Xlint:-processing"} : new String[0];
    }

    private static Map<String, String> texts(Compilation compilation) {
        assertThat(compilation).succeeded();
        return Sources.generated(compilation).stream()
                .collect(Collectors.toMap(Sources::path, Sources::text, (a, b) -> a, TreeMap::new));
    }
}
