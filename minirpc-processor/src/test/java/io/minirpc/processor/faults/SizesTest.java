package io.minirpc.processor.faults;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated code that compiles however many methods, properties or leaves there are. */
class SizesTest {
    /** Returns how many there are. */
    int many() {
        return 500;
    }

    int properties() {
        return many();
    }

    @TempDir
    Path folder;

    private String each(IntFunction<String> text) {
        return each(many(), text);
    }

    private String run(String body) {
        return run(many(), body);
    }

    private static String run(int count, String body) {
        return Program.run("app", body.replace("LAST", String.valueOf(count - 1)));
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
                        run("""
                            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Impl())));
                            return new Object[] { "a1", svc.method0("a", 1), "b2", svc.methodLAST("b", 2) };
                            """))
                .valuesArrive();
    }

    @Test
    void beanMayHaveManyProperties() throws Exception {
        Program.byJavacOnSmallStack(
                        folder,
                        "package app; @io.minirpc.annotation.RpcMessage public class Bean {"
                                + each(
                                        properties(),
                                        i -> "private String p%1$d; public String getP%1$d() { return p%1$d; }"
                                                .concat("public void setP%1$d(String p) { p%1$d = p; }")
                                                .formatted(i))
                                + "}",
                        run(properties(), """
                            Bean bean = new Bean();
                            bean.setP0("a");
                            bean.setPLAST("b");
                            Bean read = BeanCodec.INSTANCE.fromBytes(BeanCodec.INSTANCE.toBytes(bean));
                            Bean parsed = BeanCodec.INSTANCE.fromJson(BeanCodec.INSTANCE.toJson(bean));
                            return new Object[] {
                                "a", read.getP0(), "b", read.getPLAST(), "a", parsed.getP0(), "b", parsed.getPLAST()
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
                        run("""
                            Shape shape = new Shape.LeafLAST(3);
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
                        run("""
                            return new Object[] {
                                Level.LLAST, LevelCodec.INSTANCE.fromBytes(LevelCodec.INSTANCE.toBytes(Level.LLAST)),
                                Level.L7, LevelCodec.INSTANCE.fromJson(LevelCodec.INSTANCE.toJson(Level.L7))
                            };
                            """))
                .valuesArrive();
    }
}
