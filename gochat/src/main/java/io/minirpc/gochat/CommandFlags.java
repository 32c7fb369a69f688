package io.minirpc.gochat;

import io.minirpc.gochat.flag.Flag;
import io.minirpc.gochat.flag.FlagValues;
import io.minirpc.gochat.flag.Flags;
import io.minirpc.gochat.flag.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flags of the command line: one for each setting, {@code --config} and {@code --help}. Values are read with those
 * of the environment and the file.
 */
final class CommandFlags {
    private static final Flag<String> CONFIG =
            new Flag<>("--config", "FILE", "A file with settings, in UTF-8.", "", Kind.TEXT);

    private final Map<Setting<?>, Flag<String>> settings = new LinkedHashMap<>();
    private final Flags flags;

    CommandFlags() {
        for (Setting<?> setting : Settings.ALL) {
            settings.put(
                    setting,
                    new Flag<>(setting.flag(), setting.label(), setting.help(), setting.fallback(), Kind.TEXT));
        }
        List<Flag<?>> all = new ArrayList<>(settings.values());
        all.add(CONFIG);
        flags = new Flags(
                "gochat",
                "An instant-messaging system: a page, users, and messages that stay.",
                all,
                "",
                "Each can also be set by a line \"name = value\" of the file that --config names, or in the",
                "environment, as GOCHAT_PORT for --port. A flag counts more than the environment, the",
                "environment more than the file. Ctrl-C ends the process once its connections are closed.");
    }

    /**
     * Reads the settings from the arguments, the environment and the file.
     *
     * @return null if only help was asked for
     * @throws SettingsException if an argument is unknown or a setting is not taken
     */
    @Nullable
    Settings read(String[] arguments, Map<String, String> environment) throws SettingsException {
        FlagValues values = parse(arguments);
        if (values == null) {
            return null;
        }
        Map<String, String> set = new HashMap<>();
        settings.forEach((setting, flag) -> values.find(flag).ifPresent(value -> set.put(setting.name(), value)));
        if (set.containsKey(Settings.RPC_TOKEN.name())) {
            throw new SettingsException(List.of(Settings.RPC_TOKEN.name()
                    + ": set by a flag, which others can read (expected: " + Settings.RPC_TOKEN.variable()
                    + " in the environment, or a line of the file that --config names)"));
        }
        String config = values.find(CONFIG).orElse(environment.get("GOCHAT_CONFIG"));
        return SettingsReader.read(set, environment, config == null ? null : Path.of(config));
    }

    private @Nullable FlagValues parse(String[] arguments) throws SettingsException {
        try {
            return flags.read(arguments);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    String help() {
        return flags.help();
    }
}
