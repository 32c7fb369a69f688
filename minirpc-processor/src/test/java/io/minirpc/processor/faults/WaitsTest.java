package io.minirpc.processor.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.processor.RpcProcessor;
import io.minirpc.processor.Sources;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another processor writes counts as if it had always been there; what nobody writes is the compiler's error. */
class WaitsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "late-superclass",
                "late-superclass-of-owned",
                "late-superinterface",
                "late-constants",
                "late-leaf",
                "late-comparable"
            })
    void typesThatComeLateCountInFull(String scenario) throws Exception {
        Scenario.of(scenario).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"late-superclass", "late-superinterface", "late-constants", "late-leaf", "late-comparable"})
    void typesThatComeLateCountInFullInEclipse(String scenario, @TempDir Path folder) throws Exception {
        assertThat(Scenario.of(scenario).compileByEclipse(folder)).isEmpty();
    }

    /** Each line of these has one error that is the compiler's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "public interface Svc { void put(List<String> names, int x); }",
                "public interface Svc { List<String> names(); }",
                "public interface Svc { Map<String, int[]>[] names(); }",
                "public interface Svc { java.util.List<? extends Missing> names(); }",
                "public interface Svc extends Missing { int get(); }",
                "public interface Svc { int get() throws Missing; }",
                "public interface Svc { Item get(); record Item(Missing value) {} }",
                "public interface Svc { Item get(); class Item extends Missing { public Item() {} } }",
                "public interface Svc { Root get(); sealed interface Root permits Missing {} }",
                "public interface Svc { Level get(); enum Level implements Missing { LOW } }",
                "public interface Svc { int get() throws F; class F extends Missing { } }",
                "public interface Svc { int get(@io.minirpc.annotation.RpcField(number = Missing.A) int a); }",
                "public interface Svc { @Missing int get(int a); }",
                "public interface Svc { @io.minirpc.annotation.RpcMethod(name = Missing.A) int get(int a); }"
            })
    void missingTypesAreOneErrorOfTheCompiler(String text) {
        JavaFileObject source =
                JavaFileObjects.forSourceLines("k.Svc", "package k;", "@io.minirpc.annotation.RpcInterface", text);
        Compilation compilation =
                Sources.compiler().withProcessors(new RpcProcessor()).compile(source);
        List<String> errors = messages(compilation.errors());
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0)).contains("cannot find symbol");
    }

    @Test
    void eachMissingTypeIsOneError() {
        JavaFileObject source = JavaFileObjects.forSourceLines(
                "k.Svc",
                "package k;",
                "@io.minirpc.annotation.RpcInterface",
                "public interface Svc { List<String> names(); CompletableFuture<Optional<String>> later(); }");
        Compilation compilation =
                Sources.compiler().withProcessors(new RpcProcessor()).compile(source);
        assertThat(messages(compilation.errors()))
                .hasSize(3)
                .allMatch(message -> message.contains("cannot find symbol"));
    }

    private static List<String> messages(List<? extends Diagnostic<?>> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }
}
