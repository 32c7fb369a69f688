package io.minirpc.gochat.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private static volatile long[] kept = {};

    @TempDir
    Path folder;

    @Test
    void sitesAreNamedByTypeMethodAndLine() throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
            recording.start();
            for (int i = 0; i < 200; i++) {
                allocate();
            }
            recording.stop();
            recording.dump(file);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Profile.read(file).print("gateway 1", new PrintStream(printed, true, UTF_8));
        assertThat(printed.toString(UTF_8))
                .contains("gateway 1: hottest methods, of 0 samples")
                .containsPattern("%  long\\[] in io\\.minirpc\\.gochat\\.load\\.ProfileTest\\.allocate:\\d+");
    }

    private static void allocate() {
        kept = new long[100_000]; // larger than what is left of a thread's buffer, so each is sampled
    }
}
