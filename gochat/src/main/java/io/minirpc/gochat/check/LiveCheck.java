package io.minirpc.gochat.check;

import io.minirpc.gochat.client.RefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Consumer;

/** A run of the checker that is watched while it goes on, and whose load can be ended early. Thread-safe. */
public final class LiveCheck {
    private final CheckSettings settings;
    private final Consumer<Progress> progress;
    private volatile boolean running = true;

    /**
     * Creates a run, which is not started.
     *
     * @param progress is told the state once a second, on a thread of the run
     * @param flags those of {@code gochat-check}
     * @throws IllegalArgumentException if a flag is not taken
     */
    public LiveCheck(Consumer<Progress> progress, String... flags) {
        CheckSettings read = new CheckFlags().read(flags);
        if (read == null) {
            throw new IllegalArgumentException("--help: a run has none");
        }
        this.settings = read;
        this.progress = progress;
    }

    /**
     * Runs until all messages were sent, or {@link #endLoad} was called; then judges and prints what was found.
     *
     * @param err is told what has to be waited for before the load begins
     * @return how many findings there are
     * @throws IOException if the server cannot be reached
     */
    public int run(PrintStream out, PrintStream err) throws IOException, InterruptedException {
        CheckRun.Result result = result(err);
        new Report(out, settings.json()).print(result.findings(), result.summary());
        return result.summary().findings().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private CheckRun.Result result(PrintStream err) throws IOException, InterruptedException {
        try {
            return new CheckRun(settings, Clients.RIGHT, err, progress, () -> running).run();
        } catch (RefusedException e) {
            throw new IOException("the server refuses: " + e.getMessage(), e);
        }
    }

    /** Has the users send no more; the silent tail begins. */
    public void endLoad() {
        running = false;
    }
}
