package io.minirpc.gochat.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** The terminal that the command was started from, if there is one. */
final class Terminal {
    private Terminal() {}

    /** Returns whether the standard output is a terminal. */
    static boolean isOutput() {
        return succeeds("test -t 1");
    }

    /**
     * Has the terminal give each key at once and without printing it, until this JVM ends; without a terminal, keys
     * come by the line.
     */
    static void readKeysAtOnce() {
        if (succeeds("stty -icanon -echo min 1 < /dev/tty")) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> succeeds("stty icanon echo < /dev/tty"), "gochat-cluster-terminal"));
        }
    }

    private static boolean succeeds(String command) {
        try {
            ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD);
            return shell.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
