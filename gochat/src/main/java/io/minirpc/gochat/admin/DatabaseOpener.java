package io.minirpc.gochat.admin;

import io.minirpc.gochat.store.Database;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the database that the command line, the environment and a file name. */
@FunctionalInterface
public interface DatabaseOpener {
    /**
     * Opens the database.
     *
     * @param flags values by the names of their settings
     * @param config the file with settings; null where no flag names one
     * @throws AdminException if the settings are not taken, or the database cannot be used
     */
    Database open(Map<String, String> flags, @Nullable Path config);
}
