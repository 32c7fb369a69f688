package io.minirpc.gochat;

import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place of the database.
 *
 * @param data the folder of an H2 file, where there is no {@code mysql}
 * @param sync whether a commit to the file survives a power cut too
 */
record DatabaseSettings(Path data, Optional<Secret> mysql, boolean sync) {
    private static final String FILE = "gochat";

    static DatabaseSettings of(Settings settings) {
        return new DatabaseSettings(settings.data(), settings.mysql(), settings.sync());
    }

    /**
     * Opens the database, which is created in the folder if it is not there.
     *
     * @throws StoreException if it cannot be used
     * @throws UncheckedIOException if the folder cannot be made
     */
    Database open() {
        return mysql.map(url -> Database.openServer(url.text())).orElseGet(() -> openFile(folder()));
    }

    /**
     * Opens a database that is there.
     *
     * @throws StoreException if it cannot be used, as when another process has the file open
     * @throws StartException if there is none in the folder
     */
    Database openExisting() {
        if (mysql.isEmpty() && !Files.isRegularFile(data.resolve(FILE + ".mv.db"))) {
            throw new StartException(
                    "data: no database in " + data
                            + " (expected: the folder that gochat prints at its start, or mysql)",
                    null);
        }
        return mysql.map(url -> Database.openServer(url.text())).orElseGet(() -> openFile(data));
    }

    private Database openFile(Path folder) {
        return Database.openFile(folder.resolve(FILE), sync);
    }

    private Path folder() {
        try {
            return Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("data: cannot make the folder " + data + ": " + e, e);
        }
    }
}
