package io.minirpc.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The sources that tests compile, and how. */
public final class Sources {
    /** The resources of the tests. */
    public static final Path RESOURCES = Path.of("src", "test", "resources");

    static final Path GOOD = RESOURCES.resolve("good");
    static final Path BAD = RESOURCES.resolve("bad");
    static final Path EXPECTED = RESOURCES.resolve("expected");

    private Sources() {}

    /** Returns the folders or files directly in a folder, by name. */
    static List<Path> entries(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JavaFileObject> files(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .map(Sources::file)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject file(Path path) {
        try {
            return JavaFileObjects.forResource(path.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles with the processor and with every warning an error, as users may. */
    public static Compilation compile(List<JavaFileObject> sources, String... options) {
        List<String> all = new ArrayList<>(List.of("-Xlint:all", "-Xdoclint:all/private,-missing", "-Werror"));
        all.addAll(Arrays.asList(options));
        return compiler().withProcessors(new RpcProcessor()).withOptions(all).compile(sources);
    }

    /** Returns a compiler with no more on its class path than users of generated code need. */
    public static Compiler compiler() {
        return Compiler.javac().withClasspath(classPath());
    }

    /** Returns the class path that users of generated code need. */
    public static List<File> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        entry.matches(".*(minirpc-annotations|minirpc-runtime|jspecify|netty-buffer|netty-common).*"))
                .map(File::new)
                .toList();
    }

    /** Returns what was generated, by path. */
    static List<JavaFileObject> generated(Compilation compilation) {
        return compilation.generatedSourceFiles().stream()
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    /** Returns the path below the folder of generated sources: {@code users/UserCodec.java}. */
    static String path(JavaFileObject generated) {
        return generated.getName().replaceFirst("^/?SOURCE_OUTPUT/", "");
    }

    static String text(JavaFileObject file) {
        try {
            return file.getCharContent(false).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
