package io.minirpc.processor.faults;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated code that compiles however many methods, properties or leaves there are. */
class SizesTest {
    private static final int MANY = 2_000;

    @TempDir
    Path folder;

    private static String each(IntFunction<String> text) {
        return each(MANY, text);
    }

    private static String each(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining("\n"));
    }

    @Test
    void interfaceMayHaveManyMethods() throws Exception {
        Program.byJavacOnSmallStack(
                        folder,
                        "package app; @io.minirpc.annotation.RpcInterface public interface Svc {"
                                + each(i -> "String method" + i + "(String a, int b);") + "}",
                        "package app; public class Impl implements Svc {"
                                + each(i ->
                                        "@Override public String method" + i + "(String a, int b) { return a + b; }")
                                + "}",
                        Program.run("app", """
                            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Impl())));
                            return new Object[] { "a1", svc.method0("a", 1), "b2", svc.method1999("b", 2) };
                            """))
                .valuesArrive();
    }

    @Test
    void beanMayHaveManyProperties() throws Exception {
        Program.byJavacOnSmallStack(
                        folder,
                        "package app; @io.minirpc.annotation.RpcMessage public class Bean {"
                                + each(1_000, i -> "private String p%1$d; public String getP%1$d() { return p%1$d; }"
                                        .concat("public void setP%1$d(String p) { p%1$d = p; }")
                                        .formatted(i))
                                + "}",
                        Program.run("app", """
                            Bean bean = new Bean();
                            bean.setP0("a");
                            bean.setP999("b");
                            Bean read = BeanCodec.INSTANCE.fromBytes(BeanCodec.INSTANCE.toBytes(bean));
                            Bean parsed = BeanCodec.INSTANCE.fromJson(BeanCodec.INSTANCE.toJson(bean));
                            return new Object[] {
                                "a", read.getP0(), "b", read.getP999(), "a", parsed.getP0(), "b", parsed.getP999()
                            };
                            """))
                .valuesArrive();
    }

    @Test
    void sealedInterfaceMayHaveManyLeaves() throws Exception {
        Program.byJavacOnSmallStack(
                        folder,
                        "package app; @io.minirpc.annotation.RpcMessage public sealed interface Shape {"
                                + each(i -> "record Leaf" + i + "(int x) implements Shape {}") + "}",
                        Program.run("app", """
                            Shape shape = new Shape.Leaf1999(3);
                            return new Object[] {
                                shape, ShapeCodec.INSTANCE.fromBytes(ShapeCodec.INSTANCE.toBytes(shape)),
                                shape, ShapeCodec.INSTANCE.fromJson(ShapeCodec.INSTANCE.toJson(shape))
                            };
                            """))
                .valuesArrive();
    }

    @Test
    void enumMayHaveManyConstants() throws Exception {
        Program.byJavacOnSmallStack(
                        folder,
                        "package app; @io.minirpc.annotation.RpcMessage public enum Level {" + each(i -> "L" + i + ",")
                                + "}",
                        Program.run("app", """
                            return new Object[] {
                                Level.L1999, LevelCodec.INSTANCE.fromBytes(LevelCodec.INSTANCE.toBytes(Level.L1999)),
                                Level.L7, LevelCodec.INSTANCE.fromJson(LevelCodec.INSTANCE.toJson(Level.L7))
                            };
                            """))
                .valuesArrive();
    }
}
