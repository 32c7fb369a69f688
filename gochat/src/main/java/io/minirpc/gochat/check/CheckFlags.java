package io.minirpc.gochat.check;

import io.minirpc.gochat.check.CheckSettings.Fault;
import io.minirpc.gochat.flag.Flag;
import io.minirpc.gochat.flag.FlagValues;
import io.minirpc.gochat.flag.Flags;
import io.minirpc.gochat.flag.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The flags of {@code gochat-check}. */
final class CheckFlags {
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");
    private static final long MAX_SEED = 1_000_000;

    private static final Flag<URI> URL = new Flag<>(
                    "--url",
                    "URL",
                    "A gateway, such as ws://127.0.0.1:8080. May be repeated.",
                    "",
                    new Kind<>("an address such as ws://127.0.0.1:8080", CheckFlags::url))
            .repeated();
    private static final Flag<Integer> USERS =
            Flag.number("--users", "How many users write to each other.", "10", 2, 10_000);
    private static final Flag<Integer> MESSAGES =
            Flag.number("--messages", "How many messages they send.", "2000", 1, 50_000_000);
    private static final Flag<Integer> GROUPS = Flag.number("--groups", "How many groups they make.", "3", 0, 10_000);
    private static final Flag<Integer> DEVICES =
            Flag.number("--devices", "How many devices each user has.", "2", 1, 20);
    private static final Flag<Integer> CONNECTIONS =
            Flag.number("--connections", "How many connections each device has.", "1", 1, 8);
    private static final Flag<Integer> RATE =
            Flag.number("--rate", "How many messages they send in a second, all together.", "200", 1, 100_000);
    private static final Flag<Set<Fault>> FAULTS = new Flag<>(
            "--faults",
            "KIND,…",
            "What happens to connections: disconnect, slow, both, or none.",
            "none",
            new Kind<>("none, or some of disconnect, slow", CheckFlags::faults));
    private static final Flag<Duration> TAIL =
            Flag.time("--tail", "How long nobody sends, reconnects or reloads at the end.", "60s");
    private static final Flag<Duration> WITHIN =
            Flag.time("--within", "How long a message may take to an open connection.", "");
    private static final Flag<Long> SEED =
            new Flag<>("--seed", "N", "Makes the choices of another run once more.", "", Kind.WHOLE_NUMBER);
    private static final Flag<Path> ACCOUNTS = new Flag<>(
            "--accounts",
            "FILE",
            "Accounts to use, and where new ones are kept: a name and a password a line.",
            "",
            new Kind<>("a file", Path::of));
    private static final Flag<Boolean> JSON = Flag.toggle("--json", "Prints one JSON object a line.");

    private final Flags flags = new Flags(
            "gochat-check",
            "Loads a gochat server, logs what every screen shows, and judges whether its promises held.",
            List.of(
                    URL,
                    USERS,
                    MESSAGES,
                    GROUPS,
                    DEVICES,
                    CONNECTIONS,
                    RATE,
                    FAULTS,
                    TAIL,
                    WITHIN,
                    SEED,
                    ACCOUNTS,
                    JSON),
            "",
            "Exit code: 0 without findings, 1 with findings, 2 for wrong usage, 3 if it cannot connect.",
            "A server takes 20 registrations of an address at once: for more users, start it with",
            "--registrations, or keep the accounts of the first run with --accounts.");

    /**
     * Reads the settings.
     *
     * @return null if only help was asked for
     * @throws IllegalArgumentException if a flag is unknown or its value is not taken; says which, and what is expected
     */
    @Nullable
    CheckSettings read(String... arguments) {
        FlagValues values = flags.read(arguments);
        if (values == null) {
            return null;
        }
        if (!values.has(URL)) {
            throw new IllegalArgumentException(URL.kind().fault(URL.name(), "not set"));
        }
        return new CheckSettings(
                values.all(URL),
                values.of(USERS),
                values.of(MESSAGES),
                values.of(GROUPS),
                values.of(DEVICES),
                values.of(CONNECTIONS),
                values.of(RATE),
                values.of(FAULTS),
                values.of(TAIL),
                values.find(WITHIN).orElse(null),
                values.find(SEED).orElseGet(() -> ThreadLocalRandom.current().nextLong(MAX_SEED)),
                values.find(ACCOUNTS).orElse(null),
                values.has(JSON));
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(text);
        }
        return url.resolve("/");
    }

    private static Set<Fault> faults(String text) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (!text.equals("none")) {
            for (String name : text.split(",", -1)) {
                faults.add(Fault.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            }
        }
        return faults;
    }

    String help() {
        return flags.help();
    }
}
