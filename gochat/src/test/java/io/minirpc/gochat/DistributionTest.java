package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.localservers.FreePorts;
import io.minirpc.localservers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that containers run. */
class DistributionTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern CASE = Pattern.compile("(?m)^(gochat[\\w-]*)\\) class=(\\S+) ;;$");
    private static final Pattern MARKER = Pattern.compile("// run: (gochat[\\w-]*) - .*");

    @Test
    void everyProgramThatRunKnowsRunsHereToo() throws Exception {
        Map<String, String> classes = new HashMap<>();
        CASE.matcher(DeployFiles.text("bin/run"))
                .results()
                .forEach(found -> classes.put(found.group(1), "io.minirpc.gochat." + found.group(2)));

        Map<String, String> programs = programs();
        programs.remove("gochat-cluster"); // shows faults on one machine, with servers that it fetches
        assertThat(programs).containsKeys("gochat", "gochat-cli", "gochat-check");
        assertThat(classes).containsAllEntriesOf(programs);
    }

    private static Map<String, String> programs() throws IOException {
        Map<String, String> programs = new HashMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = SOURCES.relativize(file).toString();
                var marker = MARKER.matcher(Files.readAllLines(file).get(0));
                if (marker.matches()) {
                    programs.put(
                            marker.group(1),
                            name.substring(0, name.lastIndexOf('.')).replace('/', '.'));
                }
            }
        }
        return programs;
    }

    @Test
    void unknownProgramIsRefused() throws Exception {
        assertThat(exitCode("run", "gochat-nothing")).isEqualTo(2);
    }

    @Test
    void healthOfAProcessIsItsExitCode(@TempDir Path data) throws Exception {
        Map<String, String> flags = Map.of("data", data.toString(), "port", "0", "demo", "no", "drain", "0s");
        try (Server server = Server.start(SettingsReader.read(flags, Map.of(), null))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> exitCode("healthy", Integer.toString(server.port())) == 0);
        }
        assertThat(exitCode("healthy", Integer.toString(FreePorts.next()))).isNotZero();
    }

    private static int exitCode(String script, String argument) throws IOException {
        try (ServerProcess process = new ServerProcess(script)) {
            process.start(
                    new ProcessBuilder(List.of(DeployFiles.path("bin/" + script).toString(), argument)));
            return process.awaitExit(Duration.ofSeconds(60));
        }
    }

    @Test
    void imageStartsTheScripts() {
        assertThat(DeployFiles.text("Dockerfile"))
                .contains("ENTRYPOINT [\"/opt/gochat/bin/run\"]", "CMD [\"/opt/gochat/bin/healthy\", \"8080\"]");
        assertThat(DeployFiles.path("bin/run")).isExecutable();
        assertThat(DeployFiles.path("bin/healthy")).isExecutable();
    }
}
