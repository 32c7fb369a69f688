package io.minirpc.gochat.load;

import io.minirpc.gochat.flag.Flag;
import io.minirpc.gochat.flag.FlagValues;
import io.minirpc.gochat.flag.Flags;
import io.minirpc.gochat.flag.Kind;
import io.minirpc.gochat.load.LoadSettings.SystemKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The flags of {@code gochat-load}. */
final class LoadFlags {
    private static final Set<String> SCHEMES = Set.of("ws", "http");
    private static final int MAX_CONNECTIONS = 50_000;

    private static final Flag<Boolean> ALL = Flag.toggle("--all", "Plays all scenarios, one after the other.");
    private static final Flag<List<Scenario>> SCENARIOS = new Flag<>(
            "--scenarios",
            "NAME,…",
            "The scenarios to play: " + String.join(", ", Scenario.words()) + ".",
            "",
            new Kind<>("some of " + String.join(", ", Scenario.words()), LoadFlags::scenarios));
    private static final Flag<List<SystemKind>> ON = new Flag<>(
            "--on",
            "SYSTEM",
            "What is started: process, a single one on H2; cluster, gateways and services on MariaDB, Redis and etcd;"
                    + " both, one after the other.",
            "both",
            Kind.oneOf(
                    "process, cluster or both",
                    Map.of(
                            "process", List.of(SystemKind.PROCESS),
                            "cluster", List.of(SystemKind.CLUSTER),
                            "both", List.of(SystemKind.PROCESS, SystemKind.CLUSTER))));
    private static final Flag<URI> URL = new Flag<>(
                    "--url",
                    "URL",
                    "A gateway of a system that is there already, such as ws://127.0.0.1:8080. May be repeated.",
                    "",
                    new Kind<>("an address such as ws://127.0.0.1:8080", LoadFlags::url))
            .repeated();
    private static final Flag<Integer> CONNECTIONS =
            Flag.number("--connections", "How many connections there are.", "", 2, MAX_CONNECTIONS);
    private static final Flag<Integer> RATE = Flag.number(
            "--rate", "How many messages are sent in a second; how many connections of connect.", "", 1, 100_000);
    private static final Flag<Integer> WARM_UP = Flag.number(
            "--warm-up",
            "For how many seconds messages rise to the rate, or connections come and go, before anything is measured.",
            "",
            1,
            3_600);
    private static final Flag<Integer> SECONDS =
            Flag.number("--seconds", "How long messages are sent, or connections stay idle.", "", 1, 3_600);
    private static final Flag<Integer> GROUPS = Flag.number("--groups", "How many groups there are.", "", 1, 1_000);
    private static final Flag<Integer> MEMBERS =
            Flag.number("--members", "How many members a group has.", "", 2, 10_000);
    private static final Flag<Integer> GATEWAYS =
            Flag.number("--gateways", "How many gateways a cluster has.", "2", 1, 10);
    private static final Flag<Integer> SERVICES =
            Flag.number("--services", "How many services a cluster has.", "2", 1, 10);
    private static final Kind<Path> FILE = new Kind<>("a file", Path::of);
    private static final Flag<Path> JSON = new Flag<>("--json", "FILE", "Writes the report there, as JSON.", "", FILE);
    private static final Flag<Path> PLOT = new Flag<>("--plot", "FILE", "Draws the results there, as SVG.", "", FILE);
    private static final Flag<Boolean> PROFILE = Flag.toggle(
            "--profile",
            "Records gateways and services by JDK Flight Recorder, and prints the ten hottest methods and the ten"
                    + " allocation sites with most bytes.");
    private static final Flag<Path> RECORDINGS = new Flag<>(
            "--recordings", "DIR", "Keeps the recordings of --profile there.", "", new Kind<>("a folder", Path::of));

    private final Flags flags = new Flags(
            "gochat-load",
            "Measures gochat from outside: connections, memory, latencies, deliveries and reconnects. Messages are sent"
                    + " at planned times, whatever the answers do, and latencies count from these times. After each"
                    + " scenario new devices read everything back, and a checker judges it.",
            List.of(
                    ALL,
                    SCENARIOS,
                    ON,
                    URL,
                    CONNECTIONS,
                    RATE,
                    WARM_UP,
                    SECONDS,
                    GROUPS,
                    MEMBERS,
                    GATEWAYS,
                    SERVICES,
                    JSON,
                    PLOT,
                    PROFILE,
                    RECORDINGS),
            "",
            "A system of --url registers the users itself: start it with --registrations, and keep --connections low.",
            "Exit code: 0 if all that was answered has arrived and the checker found nothing, 1 if not, 2 for wrong",
            "usage, 3 if it cannot start or connect. A floor that is missed is printed, and changes no exit code.");

    /**
     * Reads the settings.
     *
     * @return null if only help was asked for
     * @throws IllegalArgumentException if a flag is unknown or its value is not taken; says which, and what is expected
     */
    @Nullable
    LoadSettings read(String... arguments) {
        FlagValues values = flags.read(arguments);
        if (values == null) {
            return null;
        }
        if (values.has(ALL) == values.has(SCENARIOS)) {
            throw new IllegalArgumentException(SCENARIOS
                    .kind()
                    .fault(SCENARIOS.name(), values.has(ALL) ? "set beside --all" : "not set, and --all neither"));
        }
        return new LoadSettings(
                values.find(SCENARIOS).orElse(List.of(Scenario.values())),
                values.of(ON),
                values.all(URL),
                values.find(CONNECTIONS),
                values.find(RATE),
                values.find(WARM_UP),
                values.find(SECONDS),
                values.find(GROUPS),
                values.find(MEMBERS),
                values.of(GATEWAYS),
                values.of(SERVICES),
                values.find(JSON),
                values.find(PLOT),
                values.has(PROFILE),
                values.find(RECORDINGS));
    }

    private static List<Scenario> scenarios(String text) {
        return Stream.of(text.split(",", -1)).map(Scenario::of).toList();
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(text);
        }
        return URI.create("http://" + url.getAuthority() + "/");
    }

    String help() {
        return flags.help();
    }
}
