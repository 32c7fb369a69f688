package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.SettingStore;
import java.util.UUID;

/**
 * The name of the history of a database. It is made at the first start, and kept; an operator sets a new one after a
 * restore or a failover that may have lost commits, and clients then drop their copies.
 */
public final class Epoch {
    private static final String NAME = "epoch";

    private Epoch() {}

    /** Returns the epoch, which is made where there is none. Blocks on the caller's thread. */
    public static String of(SettingStore settings) {
        return settings.getOrCreate(NAME, Epoch::next);
    }

    /** Sets a new epoch, and returns it. Processes that run go on with the old one. Blocks on the caller's thread. */
    public static String renew(SettingStore settings) {
        String epoch = next();
        settings.set(NAME, epoch);
        return epoch;
    }

    private static String next() {
        return UUID.randomUUID().toString();
    }
}
