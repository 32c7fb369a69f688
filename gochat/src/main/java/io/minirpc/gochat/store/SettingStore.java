package io.minirpc.gochat.store;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Values that belong to the database as a whole, such as keys. Thread-safe; each method is a transaction of its own on
 * the caller's thread.
 */
public interface SettingStore {
    static SettingStore of(Database database) {
        return new SqlSettingStore(database);
    }

    Optional<String> get(String name);

    /**
     * Returns a value, which is created where it is missing; callers that race get the same one.
     *
     * @param name 1 to 64 characters of ASCII
     * @param created makes the value, 1 to 4,096 characters of ASCII
     */
    String getOrCreate(String name, Supplier<String> created);

    /** Sets a value, of the form that {@code getOrCreate} takes, in place of the one before. */
    void set(String name, String content);
}
