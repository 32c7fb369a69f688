package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.RpcProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on what the processor writes. */
class LockTest {
    private static final String BAKERY = """
            package shop;

            import io.minirpc.annotation.RpcInterface;
            import java.util.List;
            import java.util.Optional;

            @RpcInterface
            public interface Bakery {
                enum Kind { SWEET, SALTY }

                record Cake(String name, Kind kind, Optional<Integer> pieces) {}

                record Page<T>(List<T> items, Integer next) {}

                final class SoldOut extends Exception {
                    public SoldOut(String message) {
                        super(message);
                    }
                }

                Cake bake(String name, int pieces) throws SoldOut;

                void buy(Cake cake);

                Page<Cake> menu();
            }
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void lockIsMadeFromTheClassOutput() throws IOException {
        compile(BAKERY);
        assertThat(run("update")).as(errors::toString).isEqualTo(LockCommands.DONE);
        assertThat(Files.readString(folder.resolve("minirpc.lock"))).endsWith("""

                        service Bakery shop.Bakery
                          bake -> bare shop.Bakery.Cake throws shop.Bakery.SoldOut
                            1 name string
                            2 pieces int32
                          buy bare shop.Bakery.Cake -> void
                          menu -> bare shop.Bakery.Page<shop.Bakery.Cake>

                        enum shop.Bakery.Kind
                          0 SWEET
                          1 SALTY

                        exception shop.Bakery.SoldOut
                          1 message string

                        message shop.Bakery.Cake
                          1 name string
                          2 kind shop.Bakery.Kind
                          3 pieces int32?

                        message shop.Bakery.Page<$1>
                          1 items list<$1>
                          2 next int32?
                        """);
        assertThat(run("check")).isEqualTo(LockCommands.REFUSED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Bakery.bake.name: was compiled without the lock");
        compile(BAKERY);
        assertThat(run("check")).as(errors::toString).isEqualTo(LockCommands.DONE);
    }

    @Test
    void breakIsRefused() throws IOException {
        compile(BAKERY);
        run("update");
        compile(BAKERY.replace("void buy(Cake cake)", "void buy(Cake cake, int count)"), "-Aminirpc.lock=none");
        assertThat(run("update")).isEqualTo(LockCommands.REFUSED);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("error: Bakery.buy: a message travels bare (shop.Bakery.Cake), and parameters travel by name")
                .contains("lock accept Bakery.buy REASON");
    }

    private int run(String command) {
        PrintStream output = new PrintStream(errors, true, StandardCharsets.UTF_8);
        String lock = folder.resolve("minirpc.lock").toString();
        return new LockCommands(new CompiledSchemas(), output, output)
                .run(List.of(command, folder.resolve("classes").toString(), lock));
    }

    private void compile(String source, String... options) throws IOException {
        Path file = folder.resolve("src/shop/Bakery.java");
        Path classes = folder.resolve("classes");
        Files.createDirectories(file.getParent());
        Files.createDirectories(classes);
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    null,
                    Stream.concat(Stream.of("-d", classes.toString(), "-proc:only", "-parameters"), Stream.of(options))
                            .toList(),
                    null,
                    files.getJavaFileObjects(file));
            task.setProcessors(List.of(new RpcProcessor()));
            assertThat(task.call()).isTrue();
        }
    }
}
