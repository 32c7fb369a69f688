package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.util.Optional;
import java.util.function.Supplier;

/** Values that are made once, at the first start, and kept in the database. Thread-safe; blocks. */
public final class Settings {
    private final Database database;

    public Settings(Database database) {
        this.database = database;
    }

    /** Returns a value, after making it where it is missing; of several who make one at the same time, one wins. */
    public String readOrCreate(String name, Supplier<String> content) {
        return read(name).orElseGet(() -> create(name, content.get()));
    }

    private Optional<String> read(String name) {
        return database.read(
                sql -> sql.first("SELECT content FROM settings WHERE name = ?", row -> row.getString(1), name));
    }

    private String create(String name, String content) {
        try {
            database.write(sql -> sql.update("INSERT INTO settings (name, content) VALUES (?, ?)", name, content));
            return content;
        } catch (StoreException e) {
            if (e.kind() != Kind.DUPLICATE_KEY) {
                throw e;
            }
            return read(name).orElseThrow(() -> e);
        }
    }
}
