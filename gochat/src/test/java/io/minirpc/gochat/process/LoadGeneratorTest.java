package io.minirpc.gochat.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.load.GochatLoad;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load generator as it is run, with the systems that it starts, each scenario small. */
@Tag("soak")
@Timeout(900)
class LoadGeneratorTest {
    @TempDir
    Path folder;

    @Test
    void allScenariosOnAllSystemsReceiveWhatTheyExpect() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        int code = GochatLoad.run(
                out,
                out,
                "--all",
                "--connections",
                "100",
                "--rate",
                "50",
                "--warm-up",
                "2",
                "--seconds",
                "3",
                "--groups",
                "2",
                "--members",
                "20",
                "--profile",
                "--recordings",
                folder.resolve("recordings").toString());
        System.out.println(printed.toString(UTF_8));
        assertThat(code).as(printed.toString(UTF_8)).isZero();
        assertThat(folder.resolve("recordings")).isDirectoryContaining("glob:**/group-service-1.jfr");
    }
}
