package io.minirpc.gochat.process;

import io.minirpc.gochat.cluster.Node;
import io.minirpc.tests.servers.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
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

    @Test
    void fullDiskIsATemporaryErrorAndLosesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "24m");
                Node process = start(disk);
                Load load = new Load(process.url())) {
            load.awaitSent(100);
            disk.fill();
            int before = load.sent();
            Thread.sleep(3_000); // sends that fail, and are repeated by their clients
            System.out.println("full disk: " + (load.sent() - before) + " sends answered in 3 s");
            disk.free();
            load.awaitSent(30);
            load.endAndCheck();
            process.restart();
            load.endAndCheck();
        }
    }

    private static Node start(SmallDisk disk) throws IOException {
        return Node.builder("gochat")
                .flags("--data", disk.resolve("data").toString(), "--demo", "no", "--drain", "200ms")
                .start();
    }
}
