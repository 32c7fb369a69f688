package io.minirpc.gochat.cluster;

import io.minirpc.gochat.flag.Flag;
import io.minirpc.gochat.flag.FlagValues;
import io.minirpc.gochat.flag.Flags;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The flags of {@code gochat-cluster}. */
final class ClusterFlags {
    private static final int CHAOS_SECONDS = 60;
    private static final int KEYS_SECONDS = 3_600;
    private static final int MAX_SEED = 1_000_000;

    private static final Flag<Boolean> CHAOS =
            Flag.toggle("--chaos", "Kills, freezes and empties parts by itself, instead of on keys.");
    private static final Flag<Integer> SECONDS =
            Flag.number("--seconds", "How long the load lasts. Default: 60 with --chaos, else 3600.", "", 1, 4_000);
    private static final Flag<Integer> SERVICES = Flag.number("--services", "How many services there are.", "2", 1, 10);
    private static final Flag<Integer> GATEWAYS = Flag.number("--gateways", "How many gateways there are.", "3", 1, 10);
    private static final Flag<Integer> USERS =
            Flag.number("--users", "How many users write to each other, each on two devices.", "10", 2, 1_000);
    private static final Flag<Integer> RATE =
            Flag.number("--rate", "How many messages they send in a second, all together.", "100", 1, 5_000);
    private static final Flag<Integer> SEED =
            Flag.number("--seed", "Makes the choices of another run once more.", "", 0, Integer.MAX_VALUE);

    private final Flags flags = new Flags(
            "gochat-cluster",
            "Starts etcd, Redis, MariaDB, services and gateways as processes on this machine, has users write to each"
                    + " other through all gateways, kills and freezes processes, and judges whether the promises of"
                    + " gochat held.",
            List.of(CHAOS, SECONDS, SERVICES, GATEWAYS, USERS, RATE, SEED),
            "",
            "Exit code: 0 without findings, 1 with findings, 2 for wrong usage, 3 if it cannot start.");

    /** The values of the flags, each of which was checked. */
    record Values(boolean chaos, int services, int gateways, int users, int rate, int seconds, int seed) {}

    /**
     * Reads the flags.
     *
     * @return null if only help was asked for
     * @throws IllegalArgumentException if a flag is unknown or its value is not taken; says which, and what is expected
     */
    @Nullable
    Values read(String... arguments) {
        FlagValues values = flags.read(arguments);
        if (values == null) {
            return null;
        }
        boolean chaos = values.has(CHAOS);
        return new Values(
                chaos,
                values.of(SERVICES),
                values.of(GATEWAYS),
                values.of(USERS),
                values.of(RATE),
                values.find(SECONDS).orElse(chaos ? CHAOS_SECONDS : KEYS_SECONDS),
                values.find(SEED).orElseGet(() -> ThreadLocalRandom.current().nextInt(MAX_SEED)));
    }

    String help() {
        return flags.help();
    }
}
