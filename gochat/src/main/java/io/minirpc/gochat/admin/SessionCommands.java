package io.minirpc.gochat.admin;

import io.minirpc.gochat.account.Moderation;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about the sessions of a user. */
final class SessionCommands {
    private SessionCommands() {}

    @Command(name = "sessions", description = "Lists the sessions of a user that are alive, the newest first.")
    static final class Sessions extends DatabaseTask {
        @Mixin
        private final UserName user = new UserName();

        @Override
        void run(Database database, Printer printer) {
            Moderation.of(database).sessions(user.name()).forEach(session -> printer.print(Event.Session.of(session)));
        }
    }

    @Command(
            name = "end-session",
            description = "Ends a session of a user. Its connections close within 5 s; its tokens are refused.")
    static final class EndSession extends DatabaseTask {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final UserName user = new UserName();

        @Parameters(index = "1", paramLabel = "SESSION", description = "The session's id, as sessions lists it.")
        private String session = "";

        @Override
        void run(Database database, Printer printer) {
            long id = id();
            Moderation.of(database).endSession(user.name(), id);
            printer.print(new Event.Ended(Ids.text(id)));
        }

        private long id() {
            long id = Ids.parse(session);
            if (id == 0) {
                throw new ParameterException(
                        spec.commandLine(), "session: '" + session + "' (expected: an id that sessions lists)");
            }
            return id;
        }
    }
}
