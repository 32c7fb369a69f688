package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.util.Optional;
import java.util.function.Supplier;

/** The table {@code settings}. */
final class SqlSettingStore implements SettingStore {
    private final Database database;

    SqlSettingStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> get(String name) {
        return database.read(
                sql -> sql.first("SELECT content FROM settings WHERE name = ?", row -> row.getString(1), name));
    }

    @Override
    public String getOrCreate(String name, Supplier<String> created) {
        Optional<String> there = get(name);
        return there.isPresent() ? there.get() : create(name, created.get());
    }

    @Override
    public void set(String name, String content) {
        getOrCreate(name, () -> content);
        database.writeAgain(sql -> sql.update("UPDATE settings SET content = ? WHERE name = ?", content, name));
    }

    private String create(String name, String content) {
        try {
            database.writeAgain(sql -> sql.update("INSERT INTO settings (name, content) VALUES (?, ?)", name, content));
            return content;
        } catch (StoreException e) {
            if (e.kind() != Kind.DUPLICATE_KEY) {
                throw e;
            }
            return get(name).orElseThrow(() -> e); // another one was faster
        }
    }
}
