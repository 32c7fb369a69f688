// run: gochat-admin - for whoever runs a gochat: operators, bans, sessions, a new epoch (--help for more)
package io.minirpc.gochat;

import io.minirpc.gochat.admin.AdminCommand;
import io.minirpc.gochat.admin.AdminException;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.StoreException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command of whoever runs a gochat. It finds the database by the settings of {@link Gochat}. */
public final class GochatAdmin {
    private GochatAdmin() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return AdminCommand.commandLine((flags, config) -> open(flags, environment, config));
    }

    private static Database open(Map<String, String> flags, Map<String, String> environment, @Nullable Path config) {
        String named = environment.get("GOCHAT_CONFIG");
        Path file = config == null && named != null ? Path.of(named) : config;
        try {
            return SettingsReader.readDatabase(flags, environment, file).openExisting();
        } catch (SettingsException e) {
            throw AdminException.misused(e);
        } catch (StoreException | StartException e) {
            throw AdminException.unavailable(e);
        }
    }
}
