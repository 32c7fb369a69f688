package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.lock.LockRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types with codecs of their own in a library that has a lock, and a service that uses them. */
class LockedJarTest {
    private static final Source SERVICE = new Source("app.Service", """
            package app;
            @io.minirpc.annotation.RpcInterface
            public interface Service {
                lib.Order order();
            }
            """);

    @TempDir
    Path folder;

    private Path library;
    private Path service;

    private static List<Source> library(String order, String part, String kind) {
        return List.of(
                new Source(
                        "lib.Order",
                        "package lib; @io.minirpc.annotation.RpcMessage public record Order(" + order + ") {}"),
                new Source("lib.Part", "package lib; public record Part(" + part + ") {}"),
                new Source(
                        "lib.Kind",
                        "package lib; @io.minirpc.annotation.RpcMessage public enum Kind { " + kind + " }"));
    }

    @BeforeEach
    void roots() throws IOException {
        library = Files.createDirectories(folder.resolve("library"));
        service = Files.createDirectories(folder.resolve("service"));
        Files.createFile(library.resolve("pom.xml"));
        Files.createFile(service.resolve("pom.xml"));
    }

    private Build compileLibrary(List<Source> sources) {
        Build build = Build.of(library.resolve("target/classes"), sources);
        assertThat(build.isSuccessful()).as("%s", build.diagnostics()).isTrue();
        return build;
    }

    private Build compileService() {
        return Build.of(service.resolve("target/classes"), List.of(SERVICE), library.resolve("target/classes"));
    }

    private static void update(Path module) {
        LockRun update = LockRun.of(
                "update",
                module.resolve("target/classes").toString(),
                module.resolve("minirpc.lock").toString());
        assertThat(update.isDone()).as(update.text()).isTrue();
    }

    private String schema() throws IOException {
        return Files.readString(service.resolve("target/classes/META-INF/minirpc/app.Service.json"));
    }

    private boolean hasLayout() throws IOException {
        return Files.readString(service.resolve("target/classes/app/ServiceMethods.java"))
                .contains(".layout(");
    }

    @Test
    void numbersAreThoseThatTheCodecsWereCompiledWith() throws IOException {
        compileLibrary(library("String name, Part part, Kind kind", "int a, int b", "X, Y"));
        update(library);
        compileLibrary(library("Kind kind, Part part, String name, int more", "int b, int a", "Y, X"));
        assertThat(compileService().isSuccessful()).isTrue();
        assertThat(schema())
                .contains("{\"number\": 1, \"locked\": true, \"name\": \"name\"")
                .contains("{\"number\": 3, \"locked\": true, \"name\": \"kind\"")
                .contains("{\"number\": 4, \"name\": \"more\"");
        assertThat(hasLayout()).isTrue();
    }

    @Test
    void serviceOfALockedLibraryNeedsNoLayout() throws IOException {
        List<Source> sources = library("String name, Part part, Kind kind", "int a, int b", "X, Y");
        compileLibrary(sources);
        compileService();
        assertThat(hasLayout()).isTrue();
        update(library);
        compileLibrary(sources);
        compileService();
        assertThat(hasLayout()).isFalse();
    }

    @Test
    void libraryThatRenumbersIsAnError() throws IOException {
        compileLibrary(library("String name, Part part", "int a, int b", "X, Y"));
        update(library);
        compileLibrary(library("Part part, String name", "int a, int b", "X, Y"));
        assertThat(compileService().isSuccessful()).isTrue();
        update(service);
        assertThat(Files.readString(service.resolve("minirpc.lock"))).contains("message lib.Order imported\n  1 name");
        assertThat(compileService().diagnostics()).isEmpty();
        Files.delete(library.resolve("minirpc.lock"));
        compileLibrary(library("Part part, String name", "int a, int b", "X, Y"));
        assertThat(compileService().diagnostics(Diagnostic.Kind.ERROR))
                .extracting(error -> error.getLineNumber() + " " + error.getMessage(null))
                .anyMatch(
                        error -> error.startsWith(
                                "3 [Lock] lib.Order.part has the number 1, which is name's in the lock; the library has given"));
    }
}
