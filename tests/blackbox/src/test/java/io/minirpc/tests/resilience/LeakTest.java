package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No buffer is lost, whatever happens to calls: Netty's leak detector watches all of them, in a process of its own. */
class LeakTest {
    private static final String LEAK = "LEAK:";

    @TempDir
    private Path folder;

    @Test
    void noBufferIsLost() throws Exception {
        String errors = run();

        assertThat(errors).doesNotContain(LEAK);
        Calls.print("every kind of call and of its end with paranoid leak detection: no leak");
    }

    @Test
    void aLostBufferWouldBeFound() throws Exception {
        assertThat(run("lose")).contains(LEAK);
    }

    /** Returns what the process wrote to its standard error, where leaks are logged. */
    private String run(String... arguments) throws Exception {
        Path errors = folder.resolve("errors");
        Path output = folder.resolve("output");
        List<String> command = ServerProcess.command("-Dio.netty.leakDetection.level=paranoid", "-Xmx256m");
        command.add(CrossSection.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        assertThat(Files.readString(output)).as("what it says at its end").isEqualTo("done\n");
        return Files.readString(errors);
    }
}
