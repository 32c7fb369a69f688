package io.minirpc.localservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Signals to processes that this one has started. Thread-safe. */
public final class Signals {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Signals() {}

    /**
     * Sends a signal. After "STOP" this returns when all threads of the process have stopped: on a busy machine others
     * go on for some milliseconds, until the one that got the signal has run.
     *
     * @param signal the name without "SIG", such as "STOP" or "KILL"
     * @throws IOException if the process does not run, or does not stop within 10 s
     */
    public static void send(Process process, String signal) throws IOException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("kill -" + signal + " " + process.pid() + " failed");
            }
            if (signal.equals("STOP")) {
                awaitStop(process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("kill -" + signal + " was interrupted", e);
        }
    }

    /**
     * Ends a process as kill -9 does, if it still runs, and waits until it is gone, whether the thread is interrupted
     * or not. It does not wait by {@link Process#onExit()}, which needs a free thread of the common pool.
     */
    public static void kill(Process process) {
        process.destroyForcibly();
        boolean isInterrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitStop(long pid) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!isStopped(Path.of("/proc", Long.toString(pid), "task"))) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("process " + pid + " has not stopped within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Returns whether all threads are stopped, or this system has no such folder of them. */
    private static boolean isStopped(Path threads) throws IOException {
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                if (!isThreadStopped(thread.resolve("stat"))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Returns whether the state is T: it follows the name, which stands in parentheses and may have some itself. */
    private static boolean isThreadStopped(Path stat) throws IOException {
        try {
            String line = new String(Files.readAllBytes(stat), UTF_8);
            return line.startsWith("T", line.lastIndexOf(')') + 2);
        } catch (NoSuchFileException e) {
            return true; // the thread has ended
        } catch (IOException e) {
            if (Files.exists(stat)) {
                throw e;
            }
            return true; // ended while it was read
        }
    }
}
