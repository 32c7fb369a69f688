package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minirpc.gochat.cluster.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 1 on a disk that is full for a while: nothing is answered that is not kept, nothing that was answered is
 * lost.
 */
@Tag("process")
class FullDiskTest {
    @TempDir
    Path folder;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder.toString()) == 0;
        assumeTrue(mounted, "a tmpfs of its own needs root: this test was skipped");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", folder.toString())).isZero();
        }
    }

    @Test
    void fullDiskIsATemporaryErrorAndLosesNothing() throws Exception {
        Path filler = folder.resolve("filler");
        try (Node process = start();
                Load load = new Load(process.url())) {
            load.awaitSent(100);
            fill(filler);
            int before = load.sent();
            Thread.sleep(3_000); // sends that fail, and are repeated by their clients
            System.out.println("full disk: " + (load.sent() - before) + " sends answered in 3 s");
            Files.delete(filler);
            load.awaitSent(30);
            load.endAndCheck();
            process.restart();
            load.endAndCheck();
        }
    }

    private Node start() throws IOException {
        return Node.builder("gochat")
                .flags("--data", folder.resolve("data").toString(), "--demo", "no", "--drain", "200ms")
                .start();
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }
}
