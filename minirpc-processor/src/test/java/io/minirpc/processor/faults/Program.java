package io.minirpc.processor.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Channel;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.processor.RpcProcessor;
import io.minirpc.processor.Sources;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * A program of a few sources, compiled with the processor. The last of them, by {@link #run}, makes calls and returns
 * pairs of what it expects and what it gets.
 */
final class Program {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) (\\w+)");

    private final Path classes;
    private final String main;

    private Program(Path classes, String main) {
        this.classes = classes;
        this.main = main;
    }

    /**
     * Returns the source that runs a program.
     *
     * @param packageName its package; empty for the unnamed one
     * @param statements of a method that gets a {@code Function<ServiceBinding, Channel> serve}
     */
    static String run(String packageName, String statements) {
        return (packageName.isEmpty() ? "" : "package " + packageName + ";\n") + """
                import io.minirpc.Channel;
                import io.minirpc.server.ServiceBinding;
                import java.util.*;
                import java.util.function.Function;

                public class Run {
                    public static Object[] run(Function<ServiceBinding, Channel> serve) throws Exception {
                        %s
                    }
                }
                """.formatted(statements);
    }

    /** Compiles by javac, with every warning an error. */
    static Program byJavac(Path folder, String... sources) {
        return compile(ToolProvider.getSystemJavaCompiler(), folder, List.of("-Xlint:all,-serial", "-Werror"), sources);
    }

    /** Compiles by javac on a stack of half the usual size, as it has where Lombok or a plug-in runs around it. */
    static Program byJavacOnSmallStack(Path folder, String... sources) throws Exception {
        FutureTask<Program> task = new FutureTask<>(() -> byJavac(folder, sources));
        new Thread(null, task, "javac", 512 * 1024).start();
        return task.get();
    }

    /** Compiles by Eclipse's compiler. */
    static Program byEclipse(Path folder, String... sources) {
        return compile(new EclipseCompiler(), folder, List.of("--release", "17", "-proceedOnError"), sources);
    }

    private static Program compile(JavaCompiler compiler, Path folder, List<String> options, String... texts) {
        List<Path> paths = new ArrayList<>();
        for (String text : texts) {
            Path path = folder.resolve("sources").resolve(path(text));
            Sources.write(path, text);
            paths.add(path);
        }
        Path classes = folder.resolve("classes");
        Sources.write(classes.resolve("README"), "The class output.");
        StringWriter problems = new StringWriter();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-d", classes.toString(), "-s", classes.toString(), "-classpath", classPath()));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    problems,
                    files,
                    diagnostic -> problems.append(diagnostic.toString()).append('\n'),
                    all,
                    null,
                    files.getJavaFileObjectsFromPaths(paths));
            task.setProcessors(List.of(new RpcProcessor()));
            assertThat(task.call()).as(problems.toString()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String main = path(texts[texts.length - 1]);
        return new Program(classes, main.substring(0, main.lastIndexOf('.')).replace('/', '.'));
    }

    private static String path(String text) {
        Matcher inPackage = PACKAGE.matcher(text);
        String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).isTrue();
        return folder + type.group(1) + JavaFileObject.Kind.SOURCE.extension;
    }

    private static String classPath() {
        return Sources.classPath().stream().map(File::getPath).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the folder of the classes and generated sources. */
    Path classes() {
        return classes;
    }

    /** Runs the program in every wire format and expects it to get what it expects. */
    void valuesArrive() throws Exception {
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, Program.class.getClassLoader())) {
            for (WireFormat format : WireFormat.values()) {
                Object[] values = run(loader.loadClass(main), format);
                assertThat(values.length).isPositive().isEven();
                for (int i = 0; i < values.length; i += 2) {
                    assertThat(values[i + 1])
                            .as("value %d in %s", i / 2, format)
                            .isEqualTo(values[i]);
                }
            }
        }
    }

    private static Object[] run(Class<?> program, WireFormat format) throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        Function<ServiceBinding, Channel> serve = binding -> {
            String address = "program-" + ADDRESSES.incrementAndGet();
            open.add(RpcServer.builder().inProcess(address).add(binding).build().start());
            RpcClient client = RpcClient.builder()
                    .inProcess(address)
                    .wireFormat(format)
                    .helloTimeout(LONG)
                    .build();
            open.add(0, client);
            // An explicit timeout waits for the hello, so that the first call is native already.
            return client.withTimeout(LONG);
        };
        try {
            return (Object[]) program.getMethod("run", Function.class).invoke(null, serve);
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }
}
