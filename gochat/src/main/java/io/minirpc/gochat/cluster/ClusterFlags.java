package io.minirpc.gochat.cluster;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The flags of {@code gochat-cluster}. */
final class ClusterFlags {
    private static final String CHAOS_SECONDS = "60";
    private static final String KEYS_SECONDS = "3600";

    private final CommandLine command;

    /** The values of the flags, each of which was checked. */
    record Values(boolean chaos, int services, int gateways, int users, int rate, int seconds, int seed) {}

    ClusterFlags() {
        CommandSpec spec = CommandSpec.create().name("gochat-cluster");
        spec.usageMessage()
                .description(
                        "Starts etcd, Redis, MariaDB, services and gateways as processes on this machine, has users"
                                + " write to each other through all gateways, kills and freezes processes, and judges"
                                + " whether the promises of gochat held.",
                        "")
                .footer("", "Exit code: 0 without findings, 1 with findings, 2 for wrong usage, 3 if it cannot start.")
                .sortOptions(false)
                .width(100);
        spec.addOption(OptionSpec.builder("--chaos")
                .description("Kills, freezes and empties parts by itself, instead of on keys.")
                .build());
        option(spec, "--seconds", "N", "How long the load lasts. Default: 60 with --chaos, else 3600.", null);
        option(spec, "--services", "N", "How many services there are.", "2");
        option(spec, "--gateways", "N", "How many gateways there are.", "3");
        option(spec, "--users", "N", "How many users write to each other, each on two devices.", "10");
        option(spec, "--rate", "N", "How many messages they send in a second, all together.", "100");
        option(spec, "--seed", "N", "Makes the choices of another run once more.", null);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this and exits.")
                .build());
        command = new CommandLine(spec);
    }

    private static void option(CommandSpec spec, String name, String label, String text, @Nullable String fallback) {
        spec.addOption(OptionSpec.builder(name)
                .paramLabel(label)
                .description(text + (fallback == null ? "" : " Default: " + fallback + "."))
                .type(String.class)
                .defaultValue(fallback)
                .build());
    }

    /**
     * Reads the flags.
     *
     * @return null if only help was asked for
     * @throws IllegalArgumentException if a flag is unknown or its value is not taken; says which, and what is expected
     */
    @Nullable
    Values read(String... arguments) {
        ParseResult parsed;
        try {
            parsed = command.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage() + " (see --help)", e);
        }
        return parsed.isUsageHelpRequested() ? null : values(parsed);
    }

    private static Values values(ParseResult parsed) {
        boolean chaos = parsed.hasMatchedOption("--chaos");
        String seed = Integer.toString(ThreadLocalRandom.current().nextInt(1_000_000));
        return new Values(
                chaos,
                number(parsed, "--services", 1, 10, null),
                number(parsed, "--gateways", 1, 10, null),
                number(parsed, "--users", 2, 1_000, null),
                number(parsed, "--rate", 1, 5_000, null),
                number(parsed, "--seconds", 1, 4_000, chaos ? CHAOS_SECONDS : KEYS_SECONDS),
                number(parsed, "--seed", 0, Integer.MAX_VALUE, seed));
    }

    /** @param fallback null where the option has one */
    private static int number(ParseResult parsed, String flag, int from, int to, @Nullable String fallback) {
        String otherwise =
                fallback == null ? parsed.commandSpec().findOption(flag).defaultValue() : fallback;
        String text = parsed.matchedOptionValue(flag, otherwise);
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(flag + ": " + text + " (expected: " + from + " to " + to + ")");
    }

    String help() {
        return command.getUsageMessage();
    }
}
