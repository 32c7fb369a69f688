package io.minirpc.processor.faults;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.client.WireFormat;
import io.minirpc.processor.CompiledClasses;
import io.minirpc.processor.RpcProcessor;
import io.minirpc.processor.Sources;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * A file of sources, each below a line {@code //// path}. Another processor writes those below {@code //// late path}.
 *
 * @param sources the texts by type
 * @param late the texts of those that come later
 */
record Scenario(Map<String, String> sources, Map<String, String> late) {
    private static final String MARK = "//// ";
    private static final String LATE = "late ";

    /** Reads a file in {@code src/test/resources/faults}. */
    static Scenario of(String name) {
        try {
            return parse(Files.readString(Path.of("src", "test", "resources", "faults", name + ".txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scenario parse(String text) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, String> late = new LinkedHashMap<>();
        for (String part : text.split("(?m)^" + MARK, -1)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                String path = part.substring(0, end).strip();
                boolean isLate = path.startsWith(LATE);
                String type = (isLate ? path.substring(LATE.length()) : path)
                        .replaceFirst("\\.java$", "")
                        .replace('/', '.');
                (isLate ? late : sources).put(type, part.substring(end + 1));
            }
        }
        return new Scenario(sources, late);
    }

    /** Compiles with all warnings as errors. */
    Compilation compile() {
        List<File> classPath = new ArrayList<>(Sources.classPath());
        classPath.add(testClasses());
        return Compiler.javac()
                .withClasspath(classPath)
                .withOptions("-Xlint:all", "-Werror")
                .withProcessors(new LateProcessor(late), new RpcProcessor())
                .compile(files());
    }

    /** Compiles by Eclipse's compiler, which takes sources from files only, and returns what it has to say. */
    String compileByEclipse(Path folder) throws IOException {
        Path output = Files.createDirectories(folder.resolve("output"));
        Path input = folder.resolve("input");
        sources.forEach((type, text) -> Sources.write(input.resolve(type.replace('.', '/') + ".java"), text));
        StringWriter problems = new StringWriter();
        EclipseCompiler eclipse = new EclipseCompiler();
        String classPath = Stream.concat(Sources.classPath().stream(), Stream.of(testClasses()))
                .map(File::getPath)
                .collect(Collectors.joining(File.pathSeparator));
        try (StandardJavaFileManager files = eclipse.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task = eclipse.getTask(
                    new PrintWriter(problems),
                    files,
                    diagnostic -> problems.append(diagnostic.toString()).append('\n'),
                    List.of(
                            "--release",
                            "17",
                            "-d",
                            output.toString(),
                            "-s",
                            output.toString(),
                            "-classpath",
                            classPath),
                    null,
                    Sources.files(input));
            task.setProcessors(List.of(new LateProcessor(late), new RpcProcessor()));
            return task.call() ? "" : "failed: " + problems;
        }
    }

    private List<JavaFileObject> files() {
        return sources.entrySet().stream()
                .map(source -> JavaFileObjects.forSourceString(source.getKey(), source.getValue()))
                .toList();
    }

    private static File testClasses() {
        try {
            return Path.of(Probe.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toFile();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compiles, and calls {@code k.Run.run(Probe)} in each format. */
    void run() throws Exception {
        Compilation compilation = compile();
        assertThat(compilation).succeededWithoutWarnings();
        Class<?> run = new CompiledClasses(compilation).loadClass("k.Run");
        Method method = run.getDeclaredMethod("run", Probe.class);
        method.setAccessible(true);
        for (WireFormat format : WireFormat.values()) {
            try (Probe probe = new Probe(format)) {
                method.invoke(null, probe);
                assertThat(probe.problems()).as("%s", format).isEmpty();
            }
        }
    }
}
