package io.minirpc.gochat.load;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a run, each of which was checked.
 *
 * @param scenarios in the order in which they are played
 * @param urls the gateways of a system that is there already; none to start {@code systems}
 * @param connections empty for that of each scenario, as are the other five
 * @param json the file that takes the report; empty for none
 * @param plot the file that takes the picture; empty for none
 * @param profile whether processes are recorded
 * @param recordings the folder that keeps the recordings; empty for none
 */
record LoadSettings(
        List<Scenario> scenarios,
        List<SystemKind> systems,
        List<URI> urls,
        Optional<Integer> connections,
        Optional<Integer> rate,
        Optional<Integer> warmUp,
        Optional<Integer> seconds,
        Optional<Integer> groups,
        Optional<Integer> members,
        int gateways,
        int services,
        Optional<Path> json,
        Optional<Path> plot,
        boolean profile,
        Optional<Path> recordings) {
    /** The systems that can be started. */
    enum SystemKind {
        /** One process on an H2 file. */
        PROCESS,

        /** Gateways and services on MariaDB, Redis and etcd. */
        CLUSTER
    }

    /** Returns the size of a scenario: its own, but for what was set. A part that it has not is not set. */
    Size size(Scenario scenario) {
        Size own = scenario.size();
        return new Size(
                set(own.connections(), connections),
                set(own.rate(), rate),
                set(own.warmUp(), warmUp),
                set(own.seconds(), seconds),
                set(own.groups(), groups),
                set(own.members(), members));
    }

    private static int set(int own, Optional<Integer> value) {
        return own == 0 ? 0 : value.orElse(own);
    }

    /** Returns how many users all scenarios take, each its own. */
    int users() {
        return scenarios.stream()
                .mapToInt(scenario -> size(scenario).connections())
                .sum();
    }

    /** Returns the most connections of a scenario. */
    int mostConnections() {
        return scenarios.stream()
                .mapToInt(scenario -> size(scenario).connections())
                .max()
                .orElse(0);
    }
}
