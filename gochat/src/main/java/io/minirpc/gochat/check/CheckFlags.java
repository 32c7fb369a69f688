package io.minirpc.gochat.check;

import io.minirpc.gochat.check.CheckSettings.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The flags of {@code gochat-check}. */
final class CheckFlags {
    private final CommandLine command;

    CheckFlags() {
        CommandSpec spec = CommandSpec.create().name("gochat-check");
        spec.usageMessage()
                .description(
                        "Loads a gochat server, logs what every screen shows, and judges whether its promises held.",
                        "")
                .footer(
                        "",
                        "Exit code: 0 without findings, 1 with findings, 2 for wrong usage, 3 if it cannot connect.",
                        "A server takes 20 registrations of an address at once: for more users, start it with",
                        "--registrations, or keep the accounts of the first run with --accounts.")
                .sortOptions(false)
                .width(100);
        option(spec, "--url", "URL", "A gateway, such as ws://127.0.0.1:8080. May be repeated.", null);
        option(spec, "--users", "N", "How many users write to each other.", "10");
        option(spec, "--messages", "N", "How many messages they send.", "2000");
        option(spec, "--groups", "N", "How many groups they make.", "3");
        option(spec, "--devices", "N", "How many devices each user has.", "2");
        option(spec, "--connections", "N", "How many connections each device has.", "1");
        option(spec, "--rate", "N", "How many messages they send in a second, all together.", "200");
        option(spec, "--faults", "KIND,…", "What happens to connections: disconnect, slow, both, or none.", "none");
        option(spec, "--tail", "TIME", "How long nobody sends, reconnects or reloads at the end.", "60s");
        option(spec, "--within", "TIME", "How long a message may take to an open connection.", null);
        option(spec, "--seed", "N", "Makes the choices of another run once more.", null);
        option(
                spec,
                "--accounts",
                "FILE",
                "Accounts to use, and where new ones are kept: a name and a password a line.",
                null);
        spec.addOption(OptionSpec.builder("--json")
                .description("Prints one JSON object a line.")
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this and exits.")
                .build());
        command = new CommandLine(spec);
    }

    private static void option(CommandSpec spec, String name, String label, String text, @Nullable String fallback) {
        OptionSpec.Builder option = OptionSpec.builder(name)
                .paramLabel(label)
                .description(text + (fallback == null ? "" : " Default: " + fallback + "."));
        if (name.equals("--url")) {
            spec.addOption(option.type(List.class).auxiliaryTypes(String.class).build());
        } else {
            spec.addOption(option.type(String.class).defaultValue(fallback).build());
        }
    }

    /**
     * Reads the settings.
     *
     * @return null if only help was asked for
     * @throws IllegalArgumentException if a flag is unknown or its value is not taken; says which, and what is expected
     */
    @Nullable
    CheckSettings read(String... arguments) {
        ParseResult parsed;
        try {
            parsed = command.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage() + " (see --help)", e);
        }
        return parsed.isUsageHelpRequested() ? null : settings(parsed);
    }

    private static CheckSettings settings(ParseResult parsed) {
        String within = parsed.matchedOptionValue("--within", null);
        String seed = parsed.matchedOptionValue("--seed", null);
        String accounts = parsed.matchedOptionValue("--accounts", null);
        return new CheckSettings(
                urls(parsed.matchedOptionValue("--url", List.of())),
                number(parsed, "--users", 2, 10_000),
                number(parsed, "--messages", 1, 50_000_000),
                number(parsed, "--groups", 0, 10_000),
                number(parsed, "--devices", 1, 20),
                number(parsed, "--connections", 1, 8),
                number(parsed, "--rate", 1, 100_000),
                faults(value(parsed, "--faults")),
                time("--tail", value(parsed, "--tail")),
                within == null ? null : time("--within", within),
                seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed(seed),
                accounts == null ? null : Path.of(accounts),
                parsed.hasMatchedOption("--json"));
    }

    private static String value(ParseResult parsed, String flag) {
        return parsed.matchedOptionValue(
                flag, parsed.commandSpec().findOption(flag).defaultValue());
    }

    private static List<URI> urls(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("--url: missing (expected: an address such as ws://127.0.0.1:8080)");
        }
        return texts.stream().map(CheckFlags::url).toList();
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (url.getHost() != null && Set.of("ws", "wss", "http", "https").contains(scheme)) {
                return url.resolve("/");
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException("--url: " + text + " (expected: an address such as ws://127.0.0.1:8080)");
    }

    private static int number(ParseResult parsed, String flag, int from, int to) {
        String text = value(parsed, flag);
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

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed: " + text + " (expected: a whole number)", e);
        }
    }

    private static Duration time(String flag, String text) {
        boolean milliseconds = text.endsWith("ms");
        try {
            long count = Long.parseLong(text.substring(0, text.length() - (milliseconds ? 2 : 1)));
            if ((milliseconds || text.endsWith("s")) && count >= 0 && count <= 1_000_000) {
                return milliseconds ? Duration.ofMillis(count) : Duration.ofSeconds(count);
            }
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            // said below
        }
        throw new IllegalArgumentException(flag + ": " + text + " (expected: a time such as 60s or 500ms)");
    }

    private static Set<Fault> faults(String text) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (text.equals("none")) {
            return faults;
        }
        for (String name : text.split(",", -1)) {
            try {
                faults.add(Fault.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                String known = String.join(
                        ", ",
                        Arrays.stream(Fault.values())
                                .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                                .toList());
                throw new IllegalArgumentException(
                        "--faults: " + name + " (expected: none, or some of " + known + ")", e);
            }
        }
        return faults;
    }

    String help() {
        return command.getUsageMessage();
    }
}
