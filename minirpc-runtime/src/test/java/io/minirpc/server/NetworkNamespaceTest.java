package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The address that is announced on a machine with bridges of containers: a network namespace, which only root can make,
 * with ends of cables under the names of such bridges.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class NetworkNamespaceTest {
    private static final long PATIENCE_SECONDS = 20;

    private final String namespace = "minirpc-" + ProcessHandle.current().pid();
    private int cables;

    /** What a command printed and how it ended. */
    private record Ended(int code, String output) {}

    /** Runs in the namespace. */
    static final class Program {
        public static void main(String[] arguments) {
            System.out.println(
                    Announcement.endpointOf(new InetSocketAddress(7777)).address());
        }
    }

    @AfterEach
    void removeNamespace() throws Exception {
        run(List.of("ip", "netns", "delete", namespace));
    }

    @Test
    void addressOfTheRouteOutIsAnnouncedAndNotThatOfABridge() throws Exception {
        Ended made = run(List.of("ip", "netns", "add", namespace));
        assumeTrue(
                made.code() == 0, "no network namespace can be made (root and iproute2 are needed): " + made.output());
        connect("docker0", "172.17.0.1/16");
        connect("eth0", "10.77.0.1/24");
        connect("br-0123456789ab", "172.18.0.1/16");

        inside("ip", "route", "add", "default", "via", "10.77.0.254");
        assertThat(announced()).isEqualTo("10.77.0.1:7777");
        inside("ip", "route", "delete", "default");
        assertThat(announced()).isEqualTo("10.77.0.1:7777");
        inside("ip", "link", "set", "eth0", "down");
        assertThat(announced()).startsWith("172.");
    }

    private void connect(String name, String address) throws Exception {
        String peer = "veth" + cables++;
        Ended made = run(inNamespace("ip", "link", "add", name, "type", "veth", "peer", "name", peer));
        assumeTrue(made.code() == 0, "no cable can be made: " + made.output());
        inside("ip", "link", "set", peer, "up");
        inside("ip", "link", "set", name, "up");
        inside("ip", "address", "add", address, "dev", name);
    }

    private String announced() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return inside(java, "-cp", classPath, Program.class.getName());
    }

    private String inside(String... command) throws Exception {
        Ended ended = run(inNamespace(command));
        assertThat(ended.code()).as("%s: %s", List.of(command), ended.output()).isZero();
        return ended.output().strip();
    }

    private List<String> inNamespace(String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(command));
        return all;
    }

    private static Ended run(List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Ended(-1, e.toString());
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Ended(-1, "no end within " + PATIENCE_SECONDS + " s");
            }
            return new Ended(
                    process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
