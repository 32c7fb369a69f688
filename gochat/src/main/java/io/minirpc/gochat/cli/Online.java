package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection for one command, with the session of a profile. */
final class Online implements AutoCloseable {
    private static final long TIMEOUT_S = 30;

    private final SavedSession session;
    private final ClientResources resources = new ClientResources();
    private final ExecutorService blocking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gochat-cli-tokens");
        thread.setDaemon(true);
        return thread;
    });
    private final Accounts accounts;
    private final ProfileTokens tokens;
    private final ChatClient client;
    private final CompletableFuture<Boolean> connected = new CompletableFuture<>();

    private Online(Profile profile, SavedSession session, ClientSettings.Start start, ClientListener listener) {
        this.session = session;
        URI server = URI.create(session.server());
        accounts = new Accounts(resources.http(), server);
        tokens = new ProfileTokens(profile, accounts, blocking);
        ClientSettings settings = ClientSettings.of(server, tokens, session.device())
                .withClient("gochat-cli/0.1")
                .withStart(start)
                .withPages(1, 100);
        client = ChatClient.start(settings, resources, new Opening(listener));
    }

    /** Connects for requests only, and waits until it is. */
    static Online open(GochatCli cli) throws Exception {
        return open(cli, ClientSettings.Start.NOTHING, new ClientListener() {});
    }

    static Online open(GochatCli cli, ClientSettings.Start start, ClientListener listener) throws Exception {
        Profile profile = cli.profile();
        Online online = new Online(profile, profile.load(), start, listener);
        try {
            online.await(online.connected);
            return online;
        } catch (Exception e) {
            online.close();
            throw e;
        }
    }

    SavedSession session() {
        return session;
    }

    ChatClient client() {
        return client;
    }

    /** Waits for an answer, 30 s at most. */
    <T> T await(Future<T> answer) throws IOException, InterruptedException, TimeoutException {
        try {
            return answer.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Failures.unwrapped(e);
        }
    }

    /** Returns the id of a conversation: itself, or that with the user of a name. */
    String conversation(String argument) throws IOException, InterruptedException {
        if (argument.startsWith("@")) {
            long peer = Ids.parse(user(argument));
            long self = Ids.parse(session.user());
            if (peer == self) {
                throw new CliException(CliException.REFUSED, "INVALID", argument + " is yourself");
            }
            return ConversationId.of(self, peer).toString();
        }
        return ConversationId.parse(argument)
                .map(Object::toString)
                .orElseThrow(() -> new CliException(
                        CliException.MISUSED,
                        "USAGE",
                        "conversation: '" + argument + "' (expected: p:…, g:… as list prints them, or @NAME)"));
    }

    /** Returns the id of a user: itself, or that of a name. */
    String user(String argument) throws IOException, InterruptedException {
        if (Ids.parse(argument) > 0) {
            return argument;
        }
        String name = AccountCommands.withoutAt(argument);
        try {
            return accounts.find(name, tokens.await(false)).id();
        } catch (RefusedException e) {
            if (e.code() == ErrorCode.UNAUTHENTICATED) {
                return accounts.find(name, tokens.await(true)).id();
            }
            if (e.code() == ErrorCode.NOT_FOUND) {
                throw new CliException(CliException.REFUSED, "NOT_FOUND", "there is no user @" + name);
            }
            throw e;
        }
    }

    /** Completes when the first connection is there, and fails if it cannot be; later ones are the listener's. */
    private final class Opening extends ForwardingListener {
        Opening(ClientListener to) {
            super(to);
        }

        @Override
        public void connected(Welcome welcome) {
            super.connected(welcome);
            connected.complete(true);
        }

        @Override
        public void disconnected(int code, String reason) {
            if (!connected.isDone() && code != CloseCode.UNAUTHENTICATED.code()) {
                connected.completeExceptionally(new IOException(session.server() + ": " + code + " " + reason));
            } else if (connected.isDone()) {
                super.disconnected(code, reason);
            }
        }

        @Override
        public void ended(int code, String reason) {
            connected.completeExceptionally(endOf(code, reason));
            super.ended(code, reason);
        }
    }

    /** Returns the failure of a command whose connections the server has ended for good. */
    CliException endOf(int code, String reason) {
        if (code == CloseCode.BANNED.code()) {
            return new CliException(CliException.REFUSED, "BANNED", reason);
        }
        return code == CloseCode.UNAUTHENTICATED.code()
                ? new CliException(
                        CliException.REFUSED,
                        "UNAUTHENTICATED",
                        "the session has ended; log in again: gochat-cli login " + session.name())
                : new CliException(CliException.REFUSED, "CLOSED", "the server closed with " + code + " " + reason);
    }

    @Override
    public void close() {
        client.close();
        resources.close();
        blocking.shutdown();
    }
}
