package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.gochat.cluster.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises 1 and 2 while the process dies or stands still under load: what was answered is there once, and no seq is
 * missing.
 */
@Tag("process")
class KillTest {
    @TempDir
    Path data;

    @Test
    @Tag("soak")
    @Timeout(900)
    void processKilledTwentyTimesLosesNothingThatWasSent() throws Exception {
        int times = 20;
        try (Node process = start();
                Load load = new Load(process.url())) {
            for (int i = 0; i < times; i++) {
                load.awaitSent(30 + ThreadLocalRandom.current().nextInt(60));
                process.restart();
            }
            load.awaitSent(30);
            load.endAndCheck();
            System.out.println(times + " kills: " + load.sent() + " messages, 0 lost, 0 twice");
        }
    }

    @Test
    void stoppedProcessGoesOnWithoutLoss() throws Exception {
        try (Node process = start();
                Load load = new Load(process.url())) {
            for (int i = 0; i < 2; i++) {
                load.awaitSent(30);
                process.stop();
                Thread.sleep(4_000); // longer than the answer of a send may take
                process.cont();
            }
            load.awaitSent(30);
            load.endAndCheck();
        }
    }

    @Test
    void terminatedProcessDrainsAndExitsWithZero() throws Exception {
        try (Node process = start();
                Load load = new Load(process.url())) {
            load.awaitSent(30);
            process.drainAndRestart();
            load.endAndCheck();
        }
    }

    @Test
    void secondProcessOnOneDatabaseIsRefusedAndTheFirstGoesOn() throws Exception {
        try (Node first = start();
                Load load = new Load(first.url())) {
            load.awaitSent(10);
            assertThatThrownBy(this::start).hasMessageContaining("another process has it open");
            load.awaitSent(10);
            load.endAndCheck();
        }
    }

    private Node start() throws IOException {
        return Node.builder("gochat")
                .flags("--data", data.toString(), "--demo", "no", "--drain", "200ms")
                .start();
    }
}
