package io.minirpc.gochat.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network namespace behind a pair of veth devices, whose packets can be made to vanish: both ends stay up and neither
 * is told anything. Needs root.
 */
final class Blackhole implements AutoCloseable {
    private static final String NOWHERE = "02:00:00:00:00:99"; // an Ethernet address that nobody has

    private final String name;
    private final String near;
    private final String far;

    private Blackhole() {
        int number = ThreadLocalRandom.current().nextInt(1 << 14);
        name = "gochat" + number;
        String net = "10." + (200 + (number >> 8)) + "." + (number & 0xff) + ".";
        near = net + "1";
        far = net + "2";
    }

    /** Makes a namespace; skips the test where that is not possible. */
    static Blackhole create() throws Exception {
        Blackhole made = new Blackhole();
        boolean works = run("ip", "netns", "add", made.name) == 0;
        assumeTrue(works, "a network namespace needs root and `ip netns`: this test was skipped");
        try {
            made.setUp();
        } catch (IOException e) {
            made.close();
            assumeTrue(false, "veth devices cannot be made here: this test was skipped");
        }
        return made;
    }

    private void setUp() throws Exception {
        must("ip", "link", "add", name + "h", "type", "veth", "peer", "name", name + "n", "netns", name);
        must("ip", "addr", "add", near + "/30", "dev", name + "h");
        must("ip", "link", "set", name + "h", "up");
        must("ip", "-n", name, "addr", "add", far + "/30", "dev", name + "n");
        must("ip", "-n", name, "link", "set", name + "n", "up");
    }

    /** Returns the address of this side. */
    String near() {
        return near;
    }

    /** Starts a command on the other side. */
    Process start(List<String> command) throws IOException {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(command);
        return new ProcessBuilder(inside)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Lets every packet vanish, in both directions. */
    void open() throws Exception {
        must("ip", "neigh", "replace", far, "lladdr", NOWHERE, "dev", name + "h", "nud", "permanent");
        must("ip", "-n", name, "neigh", "replace", near, "lladdr", NOWHERE, "dev", name + "n", "nud", "permanent");
    }

    /** Lets packets arrive again. */
    void heal() throws Exception {
        must("ip", "neigh", "del", far, "dev", name + "h");
        must("ip", "-n", name, "neigh", "del", near, "dev", name + "n");
    }

    /** Removes the namespace, and with it the devices. */
    @Override
    public void close() throws Exception {
        must("ip", "netns", "del", name);
    }

    private static void must(String... command) throws Exception {
        int status = run(command);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + ": " + status);
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // no such command
        }
    }
}
