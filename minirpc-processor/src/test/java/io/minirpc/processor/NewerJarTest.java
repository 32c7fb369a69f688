package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generated code that was compiled against an older version of a library than it runs with. */
class NewerJarTest {
    private static final JavaFileObject SERVICE = JavaFileObjects.forSourceLines(
            "app.Service",
            "package app;",
            "@io.minirpc.annotation.RpcInterface",
            "public interface Service {",
            "    lib.Size size();",
            "    lib.Shape shape();",
            "}");
    private static final List<JavaFileObject> OLD =
            library("SMALL, LARGE", "record Circle(int radius) implements Shape {}");
    private static final List<JavaFileObject> NEW = library(
            "SMALL, MEDIUM, LARGE",
            "record Square(int side) implements Shape {} record Circle(int radius) implements Shape {}");

    private CompiledClasses classes;

    private static List<JavaFileObject> library(String sizes, String shapes) {
        return List.of(
                JavaFileObjects.forSourceLines("lib.Size", "package lib;", "public enum Size { " + sizes + " }"),
                JavaFileObjects.forSourceLines(
                        "lib.Shape", "package lib;", "public sealed interface Shape { " + shapes + " }"));
    }

    @BeforeEach
    void compile() throws Exception {
        Compilation old = Sources.compile(List.of(SERVICE, OLD.get(0), OLD.get(1)));
        Compilation newer = Sources.compile(NEW);
        assertThat(old).succeededWithoutWarnings();
        assertThat(newer).succeededWithoutWarnings();
        classes = new CompiledClasses(old, newer);
    }

    @SuppressWarnings("unchecked") // of a method of the source above
    private Codec<Object> reply(String method) throws Exception {
        MethodDescriptor<?, ?> descriptor = (MethodDescriptor<?, ?>)
                classes.loadClass("app.ServiceMethods").getField(method).get(null);
        return (Codec<Object>) descriptor.reply();
    }

    private Object size(String name) throws Exception {
        return classes.loadClass("lib.Size").getField(name).get(null);
    }

    private Object shape(String name) throws Exception {
        Class<?> type = classes.loadClass("lib.Shape$" + name);
        var constructor = type.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        return constructor.newInstance(3);
    }

    @Test
    void constantsKeepTheirNumbers() throws Exception {
        Codec<Object> codec = reply("SIZE");
        assertThat(codec.toBytes(size("LARGE"))).isEqualTo(new byte[] {8, 1});
        assertThat(codec.fromBytes(new byte[] {8, 1})).isEqualTo(size("LARGE"));
        assertThatThrownBy(() -> codec.toBytes(size("MEDIUM")))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("the constant MEDIUM of Size, which was not there");
    }

    @Test
    void leafThatIsNewIsNotWritten() throws Exception {
        Codec<Object> codec = reply("SHAPE");
        assertThat(codec.fromBytes(codec.toBytes(shape("Circle")))).isEqualTo(shape("Circle"));
        String expected = "a Square, which Shape did not permit when its codec was compiled"
                + " (remedy: compile what uses it again)";
        assertThatThrownBy(() -> codec.toBytes(shape("Square")))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith(expected);
        assertThatThrownBy(() -> codec.toJson(shape("Square")))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith(expected);
    }
}
