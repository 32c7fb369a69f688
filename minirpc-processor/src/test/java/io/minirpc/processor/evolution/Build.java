package io.minirpc.processor.evolution;

import io.minirpc.processor.RpcProcessor;
import io.minirpc.processor.Sources;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * The result of compiling one version of a module, by javac with the processor and with all warnings.
 *
 * @param classes the class output, a real folder
 */
record Build(Path classes, boolean isSuccessful, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
    /** Compiles sources that use a library, without options. */
    static Build of(Path classes, List<Source> sources, Path library) {
        return of(classes, sources, "-classpath", classPath() + File.pathSeparator + library);
    }

    /** Compiles sources into a folder, which is created. */
    static Build of(Path classes, List<Source> sources, String... options) {
        return of(ToolProvider.getSystemJavaCompiler(), classes, sources, options);
    }

    /** Compiles by Eclipse's compiler, which takes sources from files only. */
    static Build byEclipse(Path classes, List<Source> sources) {
        List<JavaFileObject> files = new ArrayList<>();
        for (Source source : sources) {
            Path file =
                    classes.resolveSibling("sources").resolve(source.getName().substring(1));
            Sources.write(file, source.text());
            files.addAll(Sources.files(file));
        }
        return of(new EclipseCompiler(), classes, files, "--release", "17", "-s", classes.toString());
    }

    private static Build of(
            JavaCompiler compiler, Path classes, List<? extends JavaFileObject> sources, String... options) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(List.of("-Xlint:all,-serial", "-d", classes.toString()));
        all.addAll(List.of("-classpath", classPath()));
        all.addAll(List.of(options));
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes);
            JavaCompiler.CompilationTask task =
                    compiler.getTask(new StringWriter(), files, diagnostics, all, null, sources);
            task.setProcessors(List.of(new RpcProcessor()));
            boolean isSuccessful = task.call();
            return new Build(classes, isSuccessful, List.copyOf(diagnostics.getDiagnostics()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return Sources.classPath().stream().map(File::getPath).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns a loader of the classes. */
    ClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Build.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the diagnostics of a kind. */
    List<Diagnostic<? extends JavaFileObject>> diagnostics(Diagnostic.Kind kind) {
        return diagnostics.stream().filter(found -> found.getKind() == kind).toList();
    }
}
