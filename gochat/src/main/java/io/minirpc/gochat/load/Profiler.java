package io.minirpc.gochat.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flight recordings of the processes under load, while a scenario is measured. Not thread-safe. */
final class Profiler {
    private static final String NAME = "gochat-load";

    private final boolean enabled;
    private final Optional<Path> kept;
    private final PrintStream out;
    private final List<TargetProcess> recorded = new ArrayList<>();

    /**
     * Creates a profiler, which has recorded nothing.
     *
     * @param enabled whether anything is recorded
     * @param kept a folder that takes the recordings; empty to delete them when they were read
     */
    Profiler(boolean enabled, Optional<Path> kept, PrintStream out) {
        this.enabled = enabled;
        this.kept = kept;
        this.out = out;
    }

    void start(List<TargetProcess> processes) throws IOException, InterruptedException {
        for (TargetProcess process : enabled ? processes : List.<TargetProcess>of()) {
            Jcmd.run(process.pid(), "JFR.start", "name=" + NAME, "settings=profile");
            recorded.add(process);
        }
    }

    /** Ends the recordings and prints what they say. A process that has ended since has none. */
    void stop(String scenario) throws IOException, InterruptedException {
        for (TargetProcess process : recorded) {
            Path file = file(scenario, process.name());
            try {
                Jcmd.run(process.pid(), "JFR.stop", "name=" + NAME, "filename=" + file.toAbsolutePath());
                Profile.read(file).print(process.name(), out);
            } catch (IOException e) {
                out.println(process.name() + ": no recording: " + e.getMessage());
            } finally {
                if (kept.isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        recorded.clear();
    }

    private Path file(String scenario, String process) throws IOException {
        String name = scenario + "-" + process.replace(' ', '-');
        return kept.isPresent()
                ? Files.createDirectories(kept.get()).resolve(name + ".jfr")
                : Files.createTempFile(name, ".jfr");
    }
}
