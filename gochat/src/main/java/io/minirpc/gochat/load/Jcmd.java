package io.minirpc.gochat.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands to JVMs of this machine, by the {@code jcmd} of this JDK. */
final class Jcmd {
    private Jcmd() {}

    /**
     * Runs a command in a JVM, and waits for it.
     *
     * @return what it printed
     * @throws IOException if there is no such program or JVM, or the command fails; the message has what it printed
     */
    static String run(long pid, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(Long.toString(pid));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + pid + " " + command[0] + ": " + printed.strip());
        }
        return printed;
    }
}
