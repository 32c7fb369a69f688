package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.lock.LockRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compilations in a module that has a lock. */
class LockedCompilationTest {
    private static final Source BAKERY = new Source("shop.Bakery", """
            package shop;
            import io.minirpc.annotation.RpcInterface;
            @RpcInterface
            public interface Bakery {
                Cake bake(String name, int pieces);
                enum Kind { SWEET, SALTY }
                sealed interface Topping permits Cream, Nuts {}
                record Cream(int fat) implements Topping {}
                record Nuts(String sort) implements Topping {}
                record Cake(String name, Kind kind, Topping topping) {}
            }
            """);

    /** The same, all in another order. */
    private static final Source REORDERED = new Source("shop.Bakery", """
            package shop;
            import io.minirpc.annotation.RpcInterface;
            @RpcInterface
            public interface Bakery {
                Cake bake(int pieces, String name);
                enum Kind { SALTY, SWEET }
                sealed interface Topping permits Nuts, Cream {}
                record Nuts(String sort) implements Topping {}
                record Cream(int fat) implements Topping {}
                record Cake(Topping topping, Kind kind, String name) {}
            }
            """);

    private static Source edited(String from, String to) {
        assertThat(BAKERY.text()).contains(from);
        return new Source("shop.Bakery", BAKERY.text().replace(from, to));
    }

    @TempDir
    Path module;

    private Path classes;
    private Path lock;

    @BeforeEach
    void root() throws IOException {
        Files.createFile(module.resolve("pom.xml"));
        classes = module.resolve("target/classes");
        lock = module.resolve("minirpc.lock");
    }

    private Build compile(Source source, String... options) {
        return Build.of(classes, List.of(source), options);
    }

    /** Compiles, records what was compiled, and compiles again, now with the lock. */
    private void lock(Source source) {
        assertThat(compile(source).isSuccessful()).isTrue();
        LockRun update = LockRun.of("update", classes.toString(), lock.toString());
        assertThat(update.isDone()).as(update.text()).isTrue();
        assertThat(compile(source).isSuccessful()).isTrue();
    }

    private String schema() throws IOException {
        return Files.readString(classes.resolve("META-INF/minirpc/shop.Bakery.json"));
    }

    private static List<String> texts(Build build, Diagnostic.Kind kind) {
        return build.diagnostics(kind).stream()
                .map(found -> found.getLineNumber() + " " + found.getMessage(null))
                .toList();
    }

    @Test
    void numbersAreThoseOfTheLock() throws Exception {
        lock(BAKERY);
        assertThat(schema()).contains("""
                {"number": 1, "locked": true, "name": "name", "type": "string"},
                """.strip());
        Build build = compile(REORDERED);
        assertThat(build.isSuccessful()).isTrue();
        assertThat(build.diagnostics()).isEmpty();
        assertThat(schema())
                .contains("{\"number\": 2, \"locked\": true, \"name\": \"pieces\"")
                .contains("{\"number\": 1, \"locked\": true, \"name\": \"SALTY\"")
                .contains("{\"number\": 2, \"locked\": true, \"name\": \"Nuts\"")
                .contains("{\"number\": 3, \"locked\": true, \"name\": \"topping\"");
        LockRun check = LockRun.of("check", classes.toString(), lock.toString());
        assertThat(check.isDone()).as(check.text()).isTrue();
    }

    @Test
    void eclipseAndAnyOrderOfSourcesComeToTheSame() throws Exception {
        List<Source> sources = List.of(
                new Source("shop.Shape", "package shop; public sealed interface Shape permits Square, Circle {}"),
                new Source("shop.Square", "package shop; public record Square(int side) implements Shape {}"),
                new Source("shop.Circle", "package shop; public record Circle(int radius) implements Shape {}"),
                new Source("shop.Shapes", """
                        package shop;
                        @io.minirpc.annotation.RpcInterface
                        public interface Shapes { Shape shape(); }
                        """));
        assertThat(Build.of(classes, sources).isSuccessful()).isTrue();
        assertThat(LockRun.of("update", classes.toString(), lock.toString()).isDone())
                .isTrue();
        List<Source> reversed = new ArrayList<>(sources);
        Collections.reverse(reversed);
        List<Build> builds = List.of(
                Build.of(classes, sources),
                Build.of(module.resolve("target/reversed"), reversed),
                Build.byEclipse(module.resolve("target/ecj"), reversed));
        for (Build build : builds) {
            assertThat(build.isSuccessful()).as("%s", build.diagnostics()).isTrue();
            assertThat(build.diagnostics()).isEmpty();
            for (String file : List.of("META-INF/minirpc/shop.Shapes.json", "shop/ShapesMethods.java")) {
                assertThat(build.classes().resolve(file))
                        .as("%s of %s", file, build.classes())
                        .hasSameTextualContentAs(builds.get(0).classes().resolve(file));
            }
        }
        assertThat(classes.resolve("shop/ShapesMethods.java"))
                .content()
                .contains("readMessage")
                .doesNotContain(".layout(");
    }

    @Test
    void compilationsWithoutAnAnnotationKnowTheOption() throws IOException {
        lock(BAKERY);
        Path source = Files.createDirectories(module.resolve("src")).resolve("Plain.java");
        Files.writeString(source, "class Plain {}");
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        errors,
                        "-Xlint:all",
                        "-Werror",
                        "-Aminirpc.lock=" + lock,
                        "-processorpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        Files.createDirectories(classes).toString(),
                        source.toString());
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void wholeOfTheLockNeedsNoLayout() throws Exception {
        assertThat(layout(compile(BAKERY))).isNotEmpty();
        lock(BAKERY);
        assertThat(layout(compile(BAKERY))).isEmpty();
        assertThat(layout(compile(edited("int fat", "int fat, int sugar")))).isNotEmpty();
    }

    /** Returns the layout of the only method, or nothing where it has none. */
    private static String layout(Build build) throws IOException {
        assertThat(build.isSuccessful()).isTrue();
        String methods = Files.readString(build.classes().resolve("shop/BakeryMethods.java"));
        Matcher layout = Pattern.compile("\\.layout\\(\"(\\w+)\"\\)").matcher(methods);
        return layout.find() ? layout.group(1) : "";
    }

    @Test
    void breakIsAnErrorAtTheElement() {
        lock(BAKERY);
        Build build = compile(edited("int pieces", "String pieces, int more"));
        assertThat(build.isSuccessful()).isFalse();
        assertThat(build.diagnostics(Diagnostic.Kind.NOTE)).isEmpty();
        assertThat(texts(build, Diagnostic.Kind.ERROR))
                .singleElement()
                .asString()
                .startsWith("5 [Lock] Bakery.bake.pieces was int32, and is string: ")
                .endsWith("or run \"lock accept Bakery.bake.pieces REASON\"");
        assertThat(texts(compile(edited("SALTY }", "HEARTY }")), Diagnostic.Kind.ERROR))
                .singleElement()
                .asString()
                .startsWith("6 [Lock] shop.Bakery.Kind.HEARTY ");
        assertThat(texts(compile(edited("record Nuts(String sort)", "record Nuts(int sort)")), Diagnostic.Kind.ERROR))
                .singleElement()
                .asString()
                .startsWith("9 [Lock] shop.Bakery.Nuts.sort ");
    }

    @Test
    void lossIsAWarningAtTheType() {
        lock(BAKERY);
        Source source = edited("String name, Kind kind", "String name");
        Build build = compile(source);
        assertThat(build.isSuccessful()).isTrue();
        assertThat(texts(build, Diagnostic.Kind.MANDATORY_WARNING))
                .singleElement()
                .asString()
                .startsWith("10 [Lock] shop.Bakery.Cake.kind ");
        assertThat(compile(source, "-Werror").isSuccessful()).isFalse();
        LockRun accept = LockRun.of("accept", lock.toString(), "shop.Bakery.Cake.kind", "nobody reads it");
        assertThat(accept.isDone()).as(accept.text()).isTrue();
        Build accepted = compile(source, "-Werror");
        assertThat(accepted.isSuccessful()).isTrue();
        assertThat(texts(accepted, Diagnostic.Kind.NOTE))
                .singleElement()
                .asString()
                .contains("(accepted: nobody reads it)");
    }

    @Test
    void additionsAreOneNote() {
        lock(BAKERY);
        Build build = compile(edited("int pieces", "int pieces, long wish, Long rebate"), "-Werror");
        assertThat(texts(build, Diagnostic.Kind.NOTE))
                .singleElement()
                .asString()
                .contains(lock + " is behind; run \"lock update\"")
                .contains("  Bakery.bake.rebate is new, and gets the number 4")
                .contains("  Bakery.bake.wish is new, and gets the number 3");
    }

    @Test
    void recordWithAConstructorThatGainsAComponentIsNoted() {
        lock(BAKERY);
        String advice = "messages of old peers lack it, so the constructor has to take null or zero for it";
        Build checking = compile(edited(
                "record Nuts(String sort) implements Topping {}",
                "record Nuts(String sort, String origin) implements Topping { public Nuts { origin.length(); } }"));
        assertThat(texts(checking, Diagnostic.Kind.NOTE))
                .singleElement()
                .asString()
                .contains(advice);
        Build plain = compile(
                edited(
                        "record Nuts(String sort) implements Topping {}",
                        "record Nuts(String sort, String origin) implements Topping { Nuts(String sort) { this(sort, sort); } }"));
        assertThat(texts(plain, Diagnostic.Kind.NOTE))
                .singleElement()
                .asString()
                .doesNotContain(advice);
    }

    @Test
    void missingLockIsOneNote() {
        assertThat(texts(compile(BAKERY, "-Werror"), Diagnostic.Kind.NOTE))
                .singleElement()
                .asString()
                .contains("minirpc.lock: there is none above " + classes)
                .contains("-Aminirpc.lock=none");
        assertThat(compile(BAKERY, "-Aminirpc.lock=none").diagnostics()).isEmpty();
        Source message = new Source("shop.Size", """
                package shop;
                @io.minirpc.annotation.RpcMessage
                public record Size(int value) {}
                """);
        assertThat(compile(message).diagnostics()).isEmpty();
    }

    @Test
    void lockOfAnotherModuleIsNotFound() throws IOException {
        lock(BAKERY);
        Path nested = Files.createDirectories(module.resolve("nested"));
        Files.createFile(nested.resolve("build.gradle.kts"));
        Build build = Build.of(nested.resolve("build/classes/java/main"), List.of(REORDERED));
        assertThat(texts(build, Diagnostic.Kind.NOTE))
                .singleElement()
                .asString()
                .contains("there is none above");
    }

    @Test
    void testsTakeNumbersFromTheLockAndAreNotCompared() throws Exception {
        lock(BAKERY);
        Build build = Build.of(
                module.resolve("target/test-classes"),
                List.of(new Source("shop.Bakery", REORDERED.text().replace("int pieces", "String pieces, int more"))));
        assertThat(build.isSuccessful()).isTrue();
        assertThat(build.diagnostics()).isEmpty();
        Path schema = build.classes().resolve("META-INF/minirpc/shop.Bakery.json");
        assertThat(Files.readString(schema)).contains("{\"number\": 1, \"locked\": true, \"name\": \"name\"");
    }

    @Test
    void optionNamesTheLock() throws IOException {
        lock(BAKERY);
        Path elsewhere = module.resolve("elsewhere.lock");
        Files.move(lock, elsewhere);
        assertThat(compile(REORDERED, "-Aminirpc.lock=" + elsewhere).diagnostics())
                .isEmpty();
        assertThat(schema()).contains("{\"number\": 2, \"locked\": true, \"name\": \"pieces\"");
    }

    @Test
    void optionThatNamesNoFileIsAnError() {
        String missing = module.resolve("missing.lock").toString();
        assertThat(texts(compile(BAKERY, "-Aminirpc.lock=" + missing), Diagnostic.Kind.ERROR))
                .singleElement()
                .asString()
                .contains("[Lock] -Aminirpc.lock=" + missing
                        + " is no file (expected: the absolute path of a minirpc.lock");
        assertThat(texts(compile(BAKERY, "-Aminirpc.lock=minirpc.lock"), Diagnostic.Kind.ERROR))
                .singleElement()
                .asString()
                .contains("[Lock] -Aminirpc.lock=minirpc.lock is a relative path")
                .contains(Path.of("").toAbsolutePath().toString());
        assertThat(compile(BAKERY, "-Aminirpc.lock=").isSuccessful()).isFalse();
    }

    @Test
    void damagedLockIsAnErrorThatSaysWhere() throws IOException {
        lock(BAKERY);
        Files.writeString(lock, Files.readString(lock).replaceFirst("(?m)^  bake ", "<<<<<<< HEAD\n  bake "));
        Build build = compile(BAKERY);
        assertThat(build.isSuccessful()).isFalse();
        assertThat(texts(build, Diagnostic.Kind.ERROR))
                .singleElement()
                .asString()
                .contains(lock + ":5: ");
    }

    @Test
    void draftIsInNoLockAndKeepsItsLayout() throws Exception {
        Source draft = edited("@RpcInterface", "@RpcInterface(draft = true)");
        Build build = compile(draft);
        assertThat(build.diagnostics()).isEmpty();
        String layout = layout(build);
        assertThat(layout).isNotEmpty();
        LockRun update = LockRun.of("update", classes.toString(), lock.toString());
        assertThat(update.isDone()).as(update.text()).isTrue();
        assertThat(Files.readString(lock)).doesNotContain("Bakery");
        Build other = compile(new Source("shop.Bakery", draft.text().replace("int pieces", "String pieces")));
        assertThat(other.diagnostics()).isEmpty();
        assertThat(layout(other)).isNotEqualTo(layout);
    }

    @Test
    void lockedServiceThatBecomesADraftIsAWarning() {
        lock(BAKERY);
        assertThat(texts(
                        compile(edited("@RpcInterface", "@RpcInterface(draft = true)")),
                        Diagnostic.Kind.MANDATORY_WARNING))
                .singleElement()
                .asString()
                .startsWith("4 [Lock] Bakery is a draft now");
    }

    @Test
    void unreadableSourcesAreNotCompared() {
        lock(BAKERY);
        assertThat(texts(compile(edited("Kind kind,", "Missing kind,")), Diagnostic.Kind.ERROR))
                .noneMatch(text -> text.contains("[Lock]"));
    }
}
