package io.minirpc.gochat.admin;

import io.minirpc.gochat.chat.Epoch;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.SettingStore;
import picocli.CommandLine.Command;

/** The command after a restore, or a failover that may have lost commits. */
@Command(
        name = "new-epoch",
        description = "Begins a new history after a restore of the database, or a failover that may have lost messages:"
                + " clients then drop their copies. Stop all gateways and services before it, and start them after it.")
final class NewEpoch extends DatabaseTask {
    @Override
    void run(Database database, Printer printer) {
        printer.print(new Event.Epoch(Epoch.renew(SettingStore.of(database))));
    }
}
