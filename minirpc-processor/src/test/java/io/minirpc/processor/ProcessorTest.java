package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the processor behaves towards build tools. */
class ProcessorTest {
    private static final JavaFileObject SERVICE = JavaFileObjects.forSourceLines(
            "app.Service",
            "package app;",
            "@io.minirpc.annotation.RpcInterface",
            "public interface Service {",
            "    int count(String name);",
            "}");

    /** Runs the processor with a filer that tests watch or let fail. */
    private static final class WithFiler extends AbstractProcessor {
        private interface Watcher {
            void creates(String name, Element... origins);
        }

        private final Processor processor = new RpcProcessor();
        private final Watcher watcher;

        WithFiler(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            super.init(environment);
            Filer filer = (Filer) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Filer.class}, (proxy, method, arguments) -> {
                        int last = arguments.length - 1;
                        watcher.creates(arguments[last - 1].toString(), (Element[]) arguments[last]);
                        return method.invoke(environment.getFiler(), arguments);
                    });
            processor.init((ProcessingEnvironment) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ProcessingEnvironment.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("getFiler") ? filer : method.invoke(environment, arguments)));
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }
    }

    @Test
    void everyFileHasOneOriginatingElement() {
        Map<String, List<String>> origins = new TreeMap<>();
        Compilation compilation = Sources.compiler()
                .withProcessors(new WithFiler((name, elements) -> origins.put(
                        name, Arrays.stream(elements).map(Object::toString).toList())))
                .compile(Sources.files(Sources.GOOD.resolve("users")));
        assertThat(compilation).succeeded();
        assertThat(origins)
                .containsOnly(
                        Map.entry("META-INF/minirpc/users.Group.json", List.of("users.Group")),
                        Map.entry("META-INF/minirpc/users.User.json", List.of("users.User")),
                        Map.entry("META-INF/minirpc/users.UserService.json", List.of("users.UserService")),
                        Map.entry("users.GroupCodec", List.of("users.Group")),
                        Map.entry("users.UserCodec", List.of("users.User")),
                        Map.entry("users.UserServiceMethods", List.of("users.UserService")),
                        Map.entry("users.UserServiceSkeleton", List.of("users.UserService")),
                        Map.entry("users.UserServiceStub", List.of("users.UserService")));
    }

    @Test
    void failuresOfItsOwnAreOneErrorOnTheElement() {
        Compilation compilation = Sources.compiler()
                .withProcessors(new WithFiler((name, elements) -> {
                    throw new IllegalStateException("disk is lava");
                }))
                .compile(SERVICE);
        assertThat(compilation)
                .hadErrorContaining("[Unexpected] Service: the processor failed on this element"
                        + " (java.lang.IllegalStateException: disk is lava); please report it")
                .inFile(SERVICE)
                .onLine(3);
    }

    @Test
    void generatedNamesThatAreTakenAreReported() {
        JavaFileObject stub = JavaFileObjects.forSourceLines("app.ServiceStub", "package app;", "class ServiceStub {}");
        assertThat(Sources.compile(List.of(SERVICE, stub)))
                .hadErrorContaining(
                        "[NameClash] Service: a generated class would have the name of another (app.ServiceStub)")
                .inFile(SERVICE)
                .onLine(3);
    }

    @Test
    void errorsOfOneTypeDoNotKeepOthersFromBeingWritten() {
        JavaFileObject bad = JavaFileObjects.forSourceLines(
                "app.Bad", "package app;", "@io.minirpc.annotation.RpcMessage", "public record Bad(Object value) {}");
        List<String> created = new ArrayList<>();
        Compilation compilation = Sources.compiler()
                .withProcessors(new WithFiler((name, elements) -> created.add(name)))
                .compile(bad, SERVICE);
        assertThat(compilation).failed();
        assertThat(created)
                .containsExactlyInAnyOrder(
                        "META-INF/minirpc/app.Bad.json", // never written: its path leads to the lock
                        "app.ServiceMethods",
                        "app.ServiceStub",
                        "app.ServiceSkeleton",
                        "META-INF/minirpc/app.Service.json");
    }

    @Test
    void isRegisteredForJavacAndGradle() throws Exception {
        assertThat(ServiceLoader.load(Processor.class)).anyMatch(RpcProcessor.class::isInstance);
        try (InputStream in =
                RpcProcessor.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("""
                            io.minirpc.processor.RpcProcessor,isolating
                            io.minirpc.processor.LockOption,isolating
                            """);
        }
    }

    @Test
    void compilesOnTheModulePath(@TempDir Path folder) throws Exception {
        List<String> modulePath = new ArrayList<>();
        modulePath.add(module("minirpc-annotations", "io.minirpc.annotation", folder));
        modulePath.add(module("minirpc-runtime", "io.minirpc", folder));
        Path moduleInfo = folder.resolve("src/module-info.java");
        Sources.write(moduleInfo, """
                module app {
                    requires transitive io.minirpc;
                    requires static io.minirpc.annotation;
                    exports app;
                }
                """);
        Path service = folder.resolve("src/app/Service.java");
        Sources.write(service, Sources.text(SERVICE));
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-Xlint:all,-requires-automatic,-requires-transitive-automatic",
                    "-Werror",
                    "-d",
                    folder.resolve("classes").toString(),
                    "--module-path",
                    String.join(File.pathSeparator, modulePath));
            var task = compiler.getTask(
                    problems, files, null, options, null, files.getJavaFileObjects(moduleInfo, service));
            task.setProcessors(List.of(new RpcProcessor()));
            assertThat(task.call()).as(problems.toString()).isTrue();
        }
    }

    private static String module(String name, String module, Path folder) throws IOException {
        Path classes = Sources.classPath().stream()
                .map(File::toPath)
                .filter(path -> path.toString().contains(name))
                .findFirst()
                .orElseThrow();
        return Files.isDirectory(classes) ? jar(classes, folder.resolve(name + ".jar"), module) : classes.toString();
    }

    private static String jar(Path classes, Path jar, String module) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
            }
        }
        return jar.toString();
    }
}
