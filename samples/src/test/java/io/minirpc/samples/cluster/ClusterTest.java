package io.minirpc.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.samples.Program;
import io.minirpc.tests.servers.RequiresEtcd;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@RequiresEtcd
class ClusterTest {
    private static final int CELL = 22;
    private static final int FIRST_CELL = 8;

    @Test
    void callsGoToTheServersThatAreThere() throws Exception {
        try (Program cluster = Program.start("cluster.Cluster")) {
            List<String> lines = cluster.lines();

            assertThat(cluster.exitCode()).as(cluster::errors).isZero();
            assertThat(lastBefore("b is killed", lines)).allMatch(cell -> cell.startsWith("#"));
            assertThat(lastBefore("b is started", lines)).element(1).isEqualTo("(not in etcd)");
            assertThat(lastBefore("c is asked", lines)).allMatch(cell -> cell.startsWith("#"));
            assertThat(cells(lines.get(lines.size() - 2))).element(2).isEqualTo("(not in etcd)");
            assertThat(lines.get(lines.size() - 1)).matches("\\d+ calls were answered; \\d failed, .*");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // has no SIGTERM
    void noProcessIsLeftBehindByOneThatIsInterrupted() throws Exception {
        try (Program cluster = Program.start("cluster.Cluster")) {
            String line;
            do {
                line = cluster.line();
                assertThat(line).as(cluster::errors).isNotNull();
            } while (!line.startsWith("     1  "));
            List<ProcessHandle> processes = cluster.descendants();
            assertThat(processes).as("etcd and three servers").hasSize(4);

            cluster.terminate();

            cluster.exitCode();
            for (ProcessHandle process : processes) {
                process.onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    /** Returns what the last second shows of each server before a line that says what happens next. */
    private static List<String> lastBefore(String event, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(event)) {
                return cells(lines.get(i - 1));
            }
        }
        throw new AssertionError("no line has \"" + event + "\": " + lines);
    }

    private static List<String> cells(String line) {
        return List.of(cell(line, 0), cell(line, 1), cell(line, 2));
    }

    private static String cell(String line, int index) {
        int start = FIRST_CELL + CELL * index;
        return line.substring(start, start + CELL).strip();
    }
}
