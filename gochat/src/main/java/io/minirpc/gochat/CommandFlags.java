package io.minirpc.gochat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of the command line: one for each setting, {@code --config} and {@code --help}. */
final class CommandFlags {
    private final CommandLine command;

    CommandFlags() {
        CommandSpec spec = CommandSpec.create().name("gochat");
        spec.usageMessage()
                .description("An instant-messaging system: a page, users, and messages that stay.", "")
                .footer(
                        "",
                        "Each can also be set by a line \"name = value\" of the file that --config names, or in the",
                        "environment, as GOCHAT_PORT for --port. A flag counts more than the environment, the",
                        "environment more than the file. Ctrl-C ends the process once its connections are closed.",
                        "",
                        "gochat new-epoch, with --mysql or --data, begins a new history after a restore of the database,",
                        "or a failover that may have lost messages: clients then drop their copies. Restart all",
                        "gateways and services after it.")
                .sortOptions(false)
                .width(100);
        for (Setting<?> setting : Settings.ALL) {
            String fallback = setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback() + ".";
            spec.addOption(option(setting.flag(), setting.label(), setting.help() + fallback));
        }
        spec.addOption(option("--config", "FILE", "A file with settings, in UTF-8."));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this and exits.")
                .build());
        command = new CommandLine(spec);
    }

    private static OptionSpec option(String flag, String label, String text) {
        // A percent sign of the text is no format.
        return OptionSpec.builder(flag)
                .type(String.class)
                .paramLabel(label)
                .description(text.replace("%", "%%"))
                .build();
    }

    /**
     * Reads the settings from the arguments, the environment and the file.
     *
     * @return null if only help was asked for
     * @throws SettingsException if an argument is unknown or a setting is not taken
     */
    @Nullable
    Settings read(String[] arguments, Map<String, String> environment) throws SettingsException {
        ParseResult parsed;
        try {
            parsed = command.parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            throw new SettingsException(List.of(e.getMessage() + " (see --help)"));
        }
        if (parsed.isUsageHelpRequested()) {
            return null;
        }
        if (parsed.hasMatchedOption(Settings.RPC_TOKEN.flag())) {
            throw new SettingsException(List.of(Settings.RPC_TOKEN.name()
                    + ": set by a flag, which others can read (expected: " + Settings.RPC_TOKEN.variable()
                    + " in the environment, or a line of the file that --config names)"));
        }
        Map<String, String> flags = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            String value = parsed.matchedOptionValue(setting.flag(), null);
            if (value != null) {
                flags.put(setting.name(), value);
            }
        }
        String config = parsed.matchedOptionValue("--config", environment.get("GOCHAT_CONFIG"));
        return SettingsReader.read(flags, environment, config == null ? null : Path.of(config));
    }

    String help() {
        return command.getUsageMessage();
    }
}
