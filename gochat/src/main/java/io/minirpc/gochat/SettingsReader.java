package io.minirpc.gochat;

import io.minirpc.gochat.flag.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings: a flag counts more than the environment, the environment more than the file. Finds all faults
 * at once.
 */
final class SettingsReader {
    /** The variables that name no setting but begin like one. */
    private static final Set<String> OTHER_VARIABLES = Set.of("GOCHAT_CONFIG");

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Properties file = new Properties();
    private final List<String> faults = new ArrayList<>();
    private final String fileName;

    private SettingsReader(Map<String, String> flags, Map<String, String> environment, @Nullable Path config) {
        this.flags = flags;
        this.environment = environment;
        this.fileName = String.valueOf(config);
        if (config != null) {
            load(config);
        }
    }

    /**
     * Reads the settings.
     *
     * @param flags values by the names of their settings
     * @param config a file of properties in UTF-8; null for none
     * @throws SettingsException if any is not taken, or the file or the environment sets something that does not exist
     */
    static Settings read(Map<String, String> flags, Map<String, String> environment, @Nullable Path config)
            throws SettingsException {
        return new SettingsReader(flags, environment, config).settings();
    }

    /**
     * Reads the settings of the database alone. Those of other parts may be set beside them, and are not looked at.
     *
     * @param flags values by the names of their settings
     * @param config a file of properties in UTF-8; null for none
     * @throws SettingsException if any is not taken, or the file or the environment sets something that does not exist
     */
    static DatabaseSettings readDatabase(
            Map<String, String> flags, Map<String, String> environment, @Nullable Path config)
            throws SettingsException {
        return new SettingsReader(flags, environment, config).databaseSettings();
    }

    private DatabaseSettings databaseSettings() throws SettingsException {
        findUnknown();
        Values values = new Values();
        List.of(Settings.DATA, Settings.MYSQL, Settings.SYNC).forEach(values::read);
        new RoleRules(ProcessRole.ALL, values, faults).checkDatabase();
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new DatabaseSettings(values.of(Settings.DATA), values.of(Settings.MYSQL), values.of(Settings.SYNC));
    }

    private Settings settings() throws SettingsException {
        findUnknown();
        Values values = new Values();
        Settings.ALL.forEach(values::read);
        if (values.has(Settings.ROLE)) {
            new RoleRules(values.of(Settings.ROLE), values, faults).check();
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return new Settings(
                values.of(Settings.ROLE),
                values.of(Settings.DATA),
                values.of(Settings.MYSQL),
                values.of(Settings.REDIS),
                values.of(Settings.ETCD),
                values.rpc(),
                values.of(Settings.HOST),
                port(values),
                values.of(Settings.ORIGINS),
                values.of(Settings.PROXIES),
                values.of(Settings.SYNC),
                values.of(Settings.HEARTBEAT),
                values.of(Settings.DRAIN),
                values.of(Settings.DEMO),
                values.of(Settings.OPEN_METRICS),
                values.of(Settings.OPEN_TRACES),
                values.of(Settings.OTLP),
                values.of(Settings.REGISTRATIONS),
                values.of(Settings.HOT_CACHE));
    }

    /** Several services share a machine, and nobody has to know the port of their health. */
    private static int port(Values values) {
        boolean isFree = values.of(Settings.ROLE) == ProcessRole.SERVICE && !values.isSet(Settings.PORT);
        return isFree ? 0 : values.of(Settings.PORT);
    }

    /** The values that are taken. */
    final class Values {
        private final Map<Setting<?>, Object> read = new HashMap<>();

        private <T> void read(Setting<T> setting) {
            Source source = source(setting);
            try {
                read.put(setting, setting.kind().read(source.text));
            } catch (IllegalArgumentException e) {
                String value = setting.isSecret() ? "its value" : Kind.shown(source.text);
                faults.add(setting.kind().fault(setting.name(), value + " from " + source.name));
            }
        }

        /** Returns whether the setting has a value that is taken. */
        boolean has(Setting<?> setting) {
            return read.containsKey(setting);
        }

        /** Returns whether the setting was set to a value, taken or not. */
        boolean isSet(Setting<?> setting) {
            Source source = source(setting);
            return source.isSet && !source.text.isBlank();
        }

        /** Returns the flag, variable or file that set the setting. */
        String sourceOf(Setting<?> setting) {
            return source(setting).name;
        }

        @SuppressWarnings("unchecked") // read() put it there
        <T> T of(Setting<T> setting) {
            return (T) Objects.requireNonNull(read.get(setting));
        }

        private RpcSettings rpc() {
            return new RpcSettings(
                    of(Settings.RPC_HOST),
                    of(Settings.RPC_PORT),
                    of(Settings.RPC_CERT),
                    of(Settings.RPC_KEY),
                    of(Settings.RPC_CA),
                    of(Settings.RPC_NAME),
                    of(Settings.RPC_TOKEN));
        }
    }

    private record Source(String text, String name, boolean isSet) {
        Source(String text, String name) {
            this(text, name, true);
        }
    }

    private Source source(Setting<?> setting) {
        String flag = flags.get(setting.name());
        if (flag != null) {
            return new Source(flag, setting.flag());
        }
        String variable = environment.get(setting.variable());
        if (variable != null) {
            return new Source(variable, setting.variable());
        }
        String line = file.getProperty(setting.name());
        return line != null ? new Source(line, fileName) : new Source(setting.fallback(), "the default", false);
    }

    private void load(Path config) {
        try (Reader reader = Files.newBufferedReader(config)) {
            file.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            faults.add("config: cannot read " + config + ": " + e);
        }
    }

    /** A misspelt setting is not taken for none. */
    private void findUnknown() {
        Set<String> names = new HashSet<>();
        Set<String> variables = new HashSet<>(OTHER_VARIABLES);
        for (Setting<?> setting : Settings.ALL) {
            names.add(setting.name());
            variables.add(setting.variable());
        }
        file.stringPropertyNames().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name ->
                        faults.add(Kind.shown(name) + ": no such setting, in " + fileName + " (expected one of: "
                                + String.join(", ", names.stream().sorted().toList()) + ")"));
        environment.keySet().stream()
                .filter(name -> name.startsWith("GOCHAT_") && !variables.contains(name))
                .sorted()
                .forEach(name -> faults.add(Kind.shown(name) + ": no such setting, in the environment (see --help)"));
    }
}
