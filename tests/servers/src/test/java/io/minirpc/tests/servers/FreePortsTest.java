package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.localservers.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    /** Two JVMs that take so many at random have some in common, unless they know of each other. */
    private static final int PORTS = 500;

    /** Prints ports, and keeps them until its standard input ends. */
    static final class Other {
        public static void main(String[] arguments) throws IOException {
            for (int i = 0; i < PORTS; i++) {
                System.out.println(FreePorts.next());
            }
            while (System.in.read() >= 0) {
                // nothing is written to it
            }
        }
    }

    @Test
    void portsOfTwoJvmsAreDistinct() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader printed =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < PORTS; i++) {
                ports.add(Integer.parseInt(printed.readLine()));
            }
            for (int i = 0; i < PORTS; i++) {
                ports.add(FreePorts.next());
            }
            assertThat(ports).doesNotHaveDuplicates();
            other.getOutputStream().close();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }
}
