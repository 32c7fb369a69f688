package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.gochat.support.GochatProcess;
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
        GochatProcess process = start(0);
        int port = process.port();
        try (Load load = new Load(process.address())) {
            for (int i = 0; i < times; i++) {
                load.awaitSent(30 + ThreadLocalRandom.current().nextInt(60));
                process.kill();
                process = start(port);
                process.address();
            }
            load.awaitSent(30);
            load.endAndCheck();
            System.out.println(times + " kills: " + load.sent() + " messages, 0 lost, 0 twice");
        } finally {
            process.kill();
        }
    }

    @Test
    void stoppedProcessGoesOnWithoutLoss() throws Exception {
        try (GochatProcess process = start(0);
                Load load = new Load(process.address())) {
            for (int i = 0; i < 2; i++) {
                load.awaitSent(30);
                process.stop();
                Thread.sleep(4_000); // longer than the answer of a send may take
                process.resume();
            }
            load.awaitSent(30);
            load.endAndCheck();
        }
    }

    @Test
    void interruptedProcessDrainsAndExitsWithZero() throws Exception {
        GochatProcess process = start(0);
        int port = process.port();
        try (Load load = new Load(process.address())) {
            load.awaitSent(30);
            assertThat(process.interrupt()).isZero();
            process = start(port);
            load.endAndCheck();
        } finally {
            process.kill();
        }
    }

    @Test
    void secondProcessOnOneDatabaseIsRefusedAndTheFirstGoesOn() throws Exception {
        try (GochatProcess first = start(0);
                Load load = new Load(first.address())) {
            load.awaitSent(10);
            try (GochatProcess second = start(0)) {
                assertThatThrownBy(second::address).hasStackTraceContaining("another process has it open");
            }
            load.awaitSent(10);
            load.endAndCheck();
        }
    }

    private GochatProcess start(int port) throws Exception {
        return GochatProcess.start(data, "--port", Integer.toString(port), "--demo", "no", "--drain", "200ms");
    }
}
