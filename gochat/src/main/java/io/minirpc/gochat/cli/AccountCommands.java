package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that begin and end sessions. */
final class AccountCommands {
    private static final SecureRandom RANDOM = new SecureRandom();

    private AccountCommands() {}

    /** What begins a session, and keeps it. */
    abstract static class Entering implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private GochatCli cli;

        @Parameters(paramLabel = "NAME", description = "The user's name.")
        private String name = "";

        @Option(names = "--server", paramLabel = "URL", description = "The server's address. Default: ${DEFAULT-VALUE}")
        private URI server = URI.create("http://127.0.0.1:8080/");

        @Mixin
        private final PasswordOption password = new PasswordOption();

        abstract Grant enter(Accounts accounts, String name, String password, String device)
                throws IOException, InterruptedException;

        @Override
        public Integer call() throws Exception {
            checkServer();
            Profile profile = cli.profile();
            String typed = password.read(cli.in(), name);
            String device = "cli-" + Long.toHexString(RANDOM.nextLong() >>> 1);
            try (ClientResources resources = new ClientResources()) {
                Grant grant = enter(new Accounts(resources.http(), server), withoutAt(name), typed, device);
                SavedSession session = SavedSession.of(server.toString(), device, grant, System.currentTimeMillis());
                profile.locked(() -> {
                    profile.save(session);
                    return session;
                });
                cli.printer().print(new Event.LoggedIn(session.user(), session.name(), session.display()));
            }
            return 0;
        }

        private void checkServer() {
            String scheme = server.getScheme();
            if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new CliException(
                        CliException.MISUSED,
                        "USAGE",
                        "--server: " + server + " (expected: http://HOST:PORT/ or https://HOST/)");
            }
        }
    }

    static String withoutAt(String name) {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    /** Makes a user. */
    @Command(name = "register", description = "Makes a user, and logs in.")
    static final class Register extends Entering {
        @Override
        Grant enter(Accounts accounts, String name, String password, String device)
                throws IOException, InterruptedException {
            return accounts.register(name, password, device);
        }
    }

    /** Begins a session. */
    @Command(name = "login", description = "Logs in, and keeps the session in a file that only its owner may read.")
    static final class LogIn extends Entering {
        @Override
        Grant enter(Accounts accounts, String name, String password, String device)
                throws IOException, InterruptedException {
            return accounts.logIn(name, password, device);
        }
    }

    /** Ends the session. */
    @Command(name = "logout", description = "Ends the session, and deletes its file.")
    static final class LogOut implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private GochatCli cli;

        @Override
        public Integer call() throws Exception {
            Profile profile = cli.profile();
            SavedSession session = profile.load();
            try (ClientResources resources = new ClientResources()) {
                Accounts accounts = new Accounts(resources.http(), URI.create(session.server()));
                ProfileTokens tokens = new ProfileTokens(profile, accounts, Runnable::run);
                try {
                    accounts.logOut(tokens.await(false));
                } catch (RefusedException refused) {
                    if (refused.code() != ErrorCode.UNAUTHENTICATED) {
                        throw refused;
                    }
                    // It has ended before.
                }
            }
            profile.delete();
            cli.printer().print(new Event.LoggedOut(session.name()));
            return 0;
        }
    }
}
