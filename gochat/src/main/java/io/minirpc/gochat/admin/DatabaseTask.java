package io.minirpc.gochat.admin;

import io.minirpc.gochat.store.Database;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** A command that works on the database, which is open while it runs. */
abstract class DatabaseTask implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private AdminCommand admin;

    /** Does what the command is for; what it throws becomes the failure that is printed. */
    abstract void run(Database database, Printer printer);

    @Override
    public final Integer call() {
        try (Database database = admin.open()) {
            run(database, admin.printer());
        }
        return 0;
    }
}
