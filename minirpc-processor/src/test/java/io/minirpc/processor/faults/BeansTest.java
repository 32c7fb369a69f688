package io.minirpc.processor.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.processor.CompiledClasses;
import io.minirpc.processor.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beans arrive whole, or their call fails. */
class BeansTest {
    private static final Path GOOD = Path.of("src", "test", "resources", "good");

    @ParameterizedTest
    @CsvSource({
        "accessors.Point, 1.5 2 true a@b",
        "accessors.Flags, null null null true null",
        "accessors.Links, a B c D",
        "accessors.Renamed, Ada London 0",
        "accessors.Shape, 7 2",
        "nullmarked.Vip, 'true 3 [a, null]'"
    })
    void sampleArrivesWhole(String type, String expected) throws Exception {
        String folder = type.substring(0, type.indexOf('.'));
        ClassLoader classes = load(Sources.compile(Sources.files(GOOD.resolve(folder)), "-Xlint:-processing"));
        Object sample = classes.loadClass(type).getMethod("sample").invoke(null);
        Codec<Object> codec = codec(classes, type);
        assertThat(sample).hasToString(expected);
        assertThat(codec.fromBytes(codec.toBytes(sample))).hasToString(expected);
        assertThat(codec.fromJson(codec.toJson(sample))).hasToString(expected);
    }

    @Test
    void annotationsOfGettersThatAreNotReadCount() throws Exception {
        ClassLoader classes = load(compile(source(
                "k.Flag",
                "@RpcMessage public final class Flag {",
                property("Boolean", "active", "Active"),
                "@RpcField(name = \"flag\") public boolean isActive() { return Boolean.TRUE.equals(active); }",
                property("Integer", "pin", "Pin"),
                "@RpcIgnore public int getPIN() { return pin; }",
                "public static Flag sample() { Flag f = new Flag(); f.setActive(true); f.setPin(3); return f; }",
                "}")));
        Object sample = classes.loadClass("k.Flag").getMethod("sample").invoke(null);
        assertThat(codec(classes, "k.Flag").toJson(sample)).isEqualTo("{\"flag\":true}");
    }

    @Test
    void valueOfASubclassIsRefusedAtEveryDepth() throws Exception {
        ClassLoader classes = load(compile(
                bean("k.Open", "@RpcMessage public class Open", "a"),
                bean("k.Sub", "public class Sub extends Open", "b"),
                source("k.Holder", "@RpcMessage public record Holder(java.util.List<Open> all) {}"),
                source(
                        "k.Leafed",
                        "@RpcMessage public sealed interface Leafed permits Base, Leafed.Other {",
                        "record Other() implements Leafed {} }"),
                bean("k.Base", "public non-sealed class Base implements Leafed", "a"),
                bean("k.Lower", "public class Lower extends Base", "b")));
        Object sub = classes.loadClass("k.Sub").getConstructor().newInstance();
        Object lower = classes.loadClass("k.Lower").getConstructor().newInstance();
        Object holder = classes.loadClass("k.Holder").getConstructor(List.class).newInstance(List.of(sub));
        assertRefused(codec(classes, "k.Open"), sub, "a value of the subclass Sub, which would arrive as Open");
        assertRefused(codec(classes, "k.Holder"), holder, "a value of the subclass Sub, which would arrive as Open");
        assertRefused(codec(classes, "k.Leafed"), lower, "a value of the subclass Lower, which would arrive as Base");
    }

    @Test
    void leafThatExtendsAnotherArrivesAsItself() throws Exception {
        ClassLoader classes = load(compile(source(
                "k.Leafed",
                "@RpcMessage public sealed interface Leafed {",
                "static Sub sample() { Sub sub = new Sub(); sub.setA(1); sub.setB(2); return sub; }",
                "non-sealed class Base implements Leafed {" + property("int", "a", "A") + "}",
                "final class Sub extends Base implements Leafed {" + property("int", "b", "B") + "}",
                "}")));
        Object sample = classes.loadClass("k.Leafed").getMethod("sample").invoke(null);
        Codec<Object> codec = codec(classes, "k.Leafed");
        assertThat(codec.toJson(sample)).isEqualTo("{\"Sub\":{\"a\":1,\"b\":2}}");
        assertThat(codec.fromBytes(codec.toBytes(sample)))
                .usingRecursiveComparison()
                .isEqualTo(sample);
    }

    @Test
    void valueOfAnAnonymousSubclassIsRefused() throws Exception {
        ClassLoader classes = load(compile(
                bean("k.Open", "@RpcMessage public class Open", "a"),
                source("k.Make", "public class Make { public static Open make() { return new Open() { int b; }; } }")));
        Object value = classes.loadClass("k.Make").getMethod("make").invoke(null);
        assertRefused(codec(classes, "k.Open"), value, "a value of the subclass Make$1");
    }

    @Test
    void sameNamesInJsonAreAnErrorWhetherFieldsTellThemApartOrNot() {
        assertThat(errors(compile(source(
                        "k.Link",
                        "@RpcMessage public class Link {",
                        property("String", "url", "Url"),
                        property("String", "URL", "URL"),
                        "}"))))
                .singleElement()
                .asString()
                .contains("[DuplicateName] Link.URL has the name \"URL\" in JSON, which is url's already");
        assertThat(errors(compile(source(
                        "k.Link",
                        "@RpcMessage public class Link {",
                        "public String getUrl() { return null; } public void setUrl(String u) {}",
                        "public String getURL() { return null; } public void setURL(String u) {}",
                        "}"))))
                .singleElement()
                .asString()
                .contains("[DuplicateName] Link.URL has the name \"URL\" in JSON, which is url's already");
    }

    @Test
    void fieldThatASubclassDeclaresAgainIsReported() {
        Compilation compilation = compile(
                bean("k.Base", "public abstract class Base", "a"),
                source(
                        "k.Sub",
                        "@RpcMessage public class Sub extends Base {",
                        "private int a; public int a() { return a; } }"));
        assertThat(errors(compilation))
                .singleElement()
                .asString()
                .contains("[FluentField] Sub.a: a() is no accessor of a bean, so the value would be lost");
    }

    private static void assertRefused(Codec<Object> codec, Object value, String message) {
        assertThatThrownBy(() -> codec.toBytes(value))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> codec.toJson(value))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @SuppressWarnings("unchecked")
    private static Codec<Object> codec(ClassLoader classes, String type) throws ReflectiveOperationException {
        return (Codec<Object>)
                classes.loadClass(type + "Codec").getField("INSTANCE").get(null);
    }

    private static ClassLoader load(Compilation compilation) throws IOException {
        assertThat(errors(compilation)).isEmpty();
        return new CompiledClasses(compilation);
    }

    private static List<String> errors(Compilation compilation) {
        return compilation.errors().stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }

    private static Compilation compile(JavaFileObject... sources) {
        return Sources.compile(List.of(sources));
    }

    private static JavaFileObject bean(String name, String head, String property) {
        String accessors = property.toUpperCase(Locale.ROOT);
        return source(name, head + " {", property("int", property, accessors), "}");
    }

    private static String property(String type, String field, String accessors) {
        return "private T f; public T getX() { return f; } public void setX(T v) { f = v; }"
                .replaceAll("\\bT\\b", type)
                .replaceAll("\\bf\\b", field)
                .replace("X", accessors);
    }

    private static JavaFileObject source(String name, String... lines) {
        return JavaFileObjects.forSourceString(
                name, "package k; import io.minirpc.annotation.*; " + String.join("\n", lines));
    }
}
