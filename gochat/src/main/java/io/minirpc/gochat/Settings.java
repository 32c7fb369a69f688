package io.minirpc.gochat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a process, each of which was checked. What each means is said where it is defined.
 *
 * @param data the folder of the database
 */
record Settings(
        Path data,
        String host,
        int port,
        List<String> origins,
        List<String> proxies,
        boolean sync,
        Duration heartbeat,
        Duration drain,
        boolean demo,
        boolean openMetrics,
        int registrations) {
    static final Setting<Path> DATA = new Setting<>(
            "data", "DIR", "The folder of the database; created if missing.", defaultFolder(), "a folder", Path::of);
    static final Setting<String> HOST = new Setting<>(
            "host",
            "ADDRESS",
            "The address to listen on. 0.0.0.0 is reachable from other machines: put TLS in front of it.",
            "127.0.0.1",
            "a host name or an address",
            Settings::word);
    static final Setting<Integer> PORT = new Setting<>(
            "port",
            "PORT",
            "The port to listen on; 0 takes a free one.",
            "8080",
            "0 to 65535",
            text -> number(text, 0, 65_535));
    static final Setting<List<String>> ORIGINS = new Setting<>(
            "origins",
            "URL,…",
            "The addresses under which browsers reach this server, such as https://chat.example.org. Its own are"
                    + " always taken.",
            "",
            "addresses such as https://chat.example.org, separated by commas",
            Settings::origins);
    static final Setting<List<String>> PROXIES = new Setting<>(
            "proxies",
            "ADDRESS,…",
            "The addresses of proxies whose X-Forwarded-For is believed.",
            "",
            "IP addresses, separated by commas",
            Settings::addresses);
    static final Setting<Boolean> SYNC = new Setting<>(
            "sync",
            "full|process",
            "What a sent message survives: full, a power cut; process, only the end of this process, but faster.",
            "full",
            "full or process",
            text -> oneOf(text, Map.of("full", true, "process", false)));
    static final Setting<Duration> HEARTBEAT = new Setting<>(
            "heartbeat",
            "TIME",
            "The time between two heartbeats of a connection.",
            "25s",
            "1s to 50s",
            text -> time(text, 1, 50));
    static final Setting<Duration> DRAIN = new Setting<>(
            "drain",
            "TIME",
            "The time over which connections are closed when this process ends.",
            "3s",
            "0s to 600s",
            text -> time(text, 0, 600));
    static final Setting<Boolean> DEMO = new Setting<>(
            "demo",
            "yes|no",
            "Whether to create two users, ada and bob, in an empty database. Only where it listens on loopback.",
            "yes",
            "yes or no",
            text -> oneOf(text, Map.of("yes", true, "no", false)));
    static final Setting<Boolean> OPEN_METRICS = new Setting<>(
            "open-metrics",
            "yes|no",
            "Whether /metrics answers others than this machine.",
            "no",
            "yes or no",
            text -> oneOf(text, Map.of("yes", true, "no", false)));

    static final Setting<Integer> REGISTRATIONS = new Setting<>(
            "registrations",
            "N",
            "How many users one address may register at once; beyond, one each 20 s.",
            "20",
            "1 to 1000000",
            text -> number(text, 1, 1_000_000));

    static final List<Setting<?>> ALL =
            List.of(DATA, HOST, PORT, ORIGINS, PROXIES, SYNC, HEARTBEAT, DRAIN, DEMO, OPEN_METRICS, REGISTRATIONS);

    /** The folder for data of the user's own programs, as the operating system has it. */
    private static String defaultFolder() {
        String home = System.getProperty("user.home", ".");
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "gochat").toString();
        }
        String folder = System.getenv(system.contains("windows") ? "LOCALAPPDATA" : "XDG_DATA_HOME");
        if (folder != null && Path.of(folder).isAbsolute()) {
            return Path.of(folder, "gochat").toString();
        }
        return Path.of(home, ".local", "share", "gochat").toString();
    }

    private static String word(String text) {
        return require(text, !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == '/'));
    }

    private static int number(String text, int from, int to) {
        int number = Integer.parseInt(text);
        require(text, number >= from && number <= to);
        return number;
    }

    private static Duration time(String text, int fromSeconds, int toSeconds) {
        boolean milliseconds = text.endsWith("ms");
        require(text, milliseconds || text.endsWith("s"));
        long count = Long.parseLong(text.substring(0, text.length() - (milliseconds ? 2 : 1)));
        require(text, count >= 0 && count <= 1_000_000);
        Duration time = milliseconds ? Duration.ofMillis(count) : Duration.ofSeconds(count);
        require(text, time.toMillis() >= fromSeconds * 1000L && time.toMillis() <= toSeconds * 1000L);
        return time;
    }

    private static <T> T oneOf(String text, Map<String, T> values) {
        T value = values.get(text.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static List<String> origins(String text) {
        List<String> origins = words(text);
        origins.forEach(origin -> require(origin, origin.matches("https?://[^/\\s]+")));
        return origins;
    }

    private static List<String> addresses(String text) {
        List<String> addresses = words(text);
        addresses.forEach(address -> require(address, address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")));
        return addresses;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String require(String text, boolean taken) {
        if (!taken) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
