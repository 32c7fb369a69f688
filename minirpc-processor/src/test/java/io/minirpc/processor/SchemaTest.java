package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.processor.schema.SchemaParser;
import io.minirpc.processor.schema.SchemaText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each service and each message with a codec of its own leaves a description of all that it sends. */
class SchemaTest {
    private static final Path SCHEMAS = Sources.RESOURCES.resolve("schemas");
    private static final Map<Path, Map<String, String>> DOCUMENTS = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    static List<Path> expected() {
        return Sources.entries(SCHEMAS);
    }

    static List<Path> sources() {
        return Sources.entries(Sources.GOOD);
    }

    /** Run with {@code -Dgolden.update=true} to write the files anew, and read the difference before committing it. */
    @ParameterizedTest
    @MethodSource("expected")
    void writesWhatIsExpected(Path expected) throws Exception {
        Map<String, String> written = documents(Sources.GOOD.resolve(expected.getFileName()));
        if (Boolean.getBoolean("golden.update")) {
            written.forEach((name, text) -> Sources.write(expected.resolve(name), text));
        }
        assertThat(written).isEqualTo(files(expected));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void writesTheSameWhateverTheOrderOfTheInput(Path source) {
        List<JavaFileObject> reversed = new ArrayList<>(Sources.files(source));
        Collections.reverse(reversed);
        assertThat(documents(compile(reversed))).isEqualTo(documents(source));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void writesTheSameInEclipse(Path source) throws Exception {
        compile(
                new EclipseCompiler(),
                paths(source),
                "--release",
                "17",
                "-proceedOnError",
                "-d",
                folder.toString(),
                "-s",
                folder.toString());
        assertThat(files(folder.resolve("META-INF/minirpc"))).isEqualTo(documents(source));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsWhatItWrites(Path source) {
        documents(source)
                .forEach((name, text) -> assertThat(SchemaText.of(SchemaParser.parse(name, text)))
                        .isEqualTo(text));
    }

    @Test
    void writesUtf8WithLineFeedsInAnyEncoding() throws Exception {
        Path source = folder.resolve("src/app/Size.java");
        Sources.write(source, """
                package app;
                @io.minirpc.annotation.RpcMessage
                public record Size(@io.minirpc.annotation.RpcField(name = "gr\\u00f6\\u00dfe") int value) {}
                """);
        compile(
                ToolProvider.getSystemJavaCompiler(),
                List.of(source),
                "-encoding",
                "US-ASCII",
                "-d",
                folder.resolve("classes").toString());
        byte[] written = Files.readAllBytes(folder.resolve("classes/META-INF/minirpc/app.Size.json"));
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "minirpc": 1,
                  "type": "app.Size",
                  "types": [
                    {
                      "type": "app.Size",
                      "owned": true,
                      "fields": [
                        {"number": 1, "name": "größe", "type": "int32"}
                      ]
                    }
                  ]
                }
                """);
    }

    static List<JavaCompiler> compilers() {
        return List.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler());
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void leavesSchemasOutWithoutAFolderForClasses(JavaCompiler compiler) throws Exception {
        Path source = folder.resolve("app/Point.java");
        Sources.write(source, "package app; @io.minirpc.annotation.RpcMessage public record Point(int x) {}");
        compile(compiler, List.of(source), "--release", "17", "-proc:only", "-s", folder.toString());
        try (Stream<Path> written = Files.walk(folder)) {
            assertThat(written.map(Path::toString)).noneMatch(path -> path.endsWith(".json"));
        }
        assertThat(Path.of("app.Point.json")).doesNotExist();
    }

    @Test
    void describesTypesOfOtherModules() throws Exception {
        Path library = folder.resolve("library");
        Path source = folder.resolve("src/lib/Owned.java");
        Sources.write(source, """
                package lib;
                @io.minirpc.annotation.RpcMessage
                public record Owned<T>(T value, Foreign foreign) {
                    public record Foreign(int x) {}
                }
                """);
        compile(ToolProvider.getSystemJavaCompiler(), List.of(source), "-d", library.toString());
        JavaFileObject service = JavaFileObjects.forSourceLines(
                "app.Service",
                "package app;",
                "@io.minirpc.annotation.RpcInterface",
                "public interface Service { lib.Owned.Foreign get(lib.Owned<Integer> owned); }");
        List<File> classPath = new ArrayList<>(Sources.classPath());
        classPath.add(library.toFile());
        Compilation compilation = Compiler.javac()
                .withClasspath(classPath)
                .withProcessors(new RpcProcessor())
                .compile(service);
        assertThat(documents(compilation))
                .containsOnlyKeys("app.Service.json")
                .hasEntrySatisfying(
                        "app.Service.json", text -> assertThat(text).contains("""
                        "argument": {"type": "lib.Owned<int32>", "bare": true},
                        """.strip(), """
                    {
                      "type": "lib.Owned.Foreign",
                      "fields": [
                        {"number": 1, "name": "x", "type": "int32"}
                      ]
                    },
                    {
                      "type": "lib.Owned<$1>",
                      "imported": true,
                """.stripTrailing()));
    }

    private static Map<String, String> documents(Path source) {
        return DOCUMENTS.computeIfAbsent(source, folder -> documents(compile(Sources.files(folder))));
    }

    private static Compilation compile(List<JavaFileObject> sources) {
        return Sources.compiler().withProcessors(new RpcProcessor()).compile(sources);
    }

    private static Map<String, String> documents(Compilation compilation) {
        assertThat(compilation).succeeded();
        return compilation.generatedFiles().stream()
                .filter(file -> file.getName().endsWith(".json"))
                .collect(Collectors.toMap(
                        file -> file.getName().replaceFirst("^/?CLASS_OUTPUT/META-INF/minirpc/", ""),
                        SchemaTest::text,
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static String text(JavaFileObject file) {
        try (InputStream in = file.openInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : Sources.entries(folder)) {
            files.put(file.getFileName().toString(), Files.readString(file));
        }
        return files;
    }

    private static List<Path> paths(Path source) {
        return Sources.files(source).stream().map(file -> Path.of(file.toUri())).toList();
    }

    private static void compile(JavaCompiler compiler, List<Path> sources, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-classpath");
        all.add(Sources.classPath().stream().map(File::toString).collect(Collectors.joining(File.pathSeparator)));
        StringWriter problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = compiler.getTask(
                    problems,
                    files,
                    diagnostic -> problems.append(diagnostic.toString()).append('\n'),
                    all,
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new RpcProcessor()));
            assertThat(task.call()).as(problems.toString()).isTrue();
        }
    }
}
