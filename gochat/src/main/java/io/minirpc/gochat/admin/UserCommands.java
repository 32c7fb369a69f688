package io.minirpc.gochat.admin;

import io.minirpc.gochat.account.Moderation;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.ModerationStore.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about users: who is an operator, and who is banned. */
final class UserCommands {
    private UserCommands() {}

    /** A command that prints a user as he is in the end. */
    abstract static class OfUser extends DatabaseTask {
        @Mixin
        private final UserName user = new UserName();

        abstract Standing standing(Moderation moderation, String name);

        @Override
        final void run(Database database, Printer printer) {
            printer.print(Event.User.of(standing(Moderation.of(database), user.name())));
        }
    }

    /** A command that prints several users. */
    abstract static class Listing extends DatabaseTask {
        abstract List<Standing> users(Moderation moderation);

        @Override
        final void run(Database database, Printer printer) {
            users(Moderation.of(database)).forEach(user -> printer.print(Event.User.of(user)));
        }
    }

    @Command(name = "user", description = "Shows a user: the id, and whether he is an operator or banned.")
    static final class Show extends OfUser {
        @Override
        Standing standing(Moderation moderation, String name) {
            return moderation.user(name);
        }
    }

    @Command(
            name = "mark",
            description = "Marks a user as an operator. Clients are told at the next log-in or refresh of a session.")
    static final class Mark extends OfUser {
        @Override
        Standing standing(Moderation moderation, String name) {
            return moderation.mark(name);
        }
    }

    @Command(name = "unmark", description = "Takes back the mark of an operator.")
    static final class Unmark extends OfUser {
        @Override
        Standing standing(Moderation moderation, String name) {
            return moderation.unmark(name);
        }
    }

    @Command(name = "operators", description = "Lists the operators, at most 1000, those marked last first.")
    static final class Operators extends Listing {
        @Override
        List<Standing> users(Moderation moderation) {
            return moderation.operators();
        }
    }

    @Command(
            name = "ban",
            description = "Ends all sessions of a user, and refuses log-ins. Connections close within 5 s."
                    + " An operator cannot be banned.")
    static final class Ban extends DatabaseTask {
        @Mixin
        private final UserName user = new UserName();

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "What the user is told at a log-in, 1 to 200 characters. Default: nothing.")
        private @Nullable String reason;

        @Override
        void run(Database database, Printer printer) {
            Moderation.Banned banned = Moderation.of(database).ban(user.name(), reason);
            printer.print(Event.User.of(banned.user()));
            banned.ended().stream()
                    .map(StoredSession::id)
                    .forEach(session -> printer.print(new Event.Ended(Ids.text(session))));
        }
    }

    @Command(name = "unban", description = "Lets a user log in again. Sessions that ended stay ended.")
    static final class Unban extends OfUser {
        @Override
        Standing standing(Moderation moderation, String name) {
            return moderation.unban(name);
        }
    }

    @Command(name = "bans", description = "Lists the users who are banned, at most 1000, the newest ban first.")
    static final class Bans extends Listing {
        @Override
        List<Standing> users(Moderation moderation) {
            return moderation.banned();
        }
    }
}
