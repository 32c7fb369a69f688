package io.minirpc.gochat.gateway;

import static java.util.Objects.requireNonNull;

import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.frame.ClientFrame.Hello;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Limits;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.token.AccessClaims;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way from hello to welcome: the token is verified, the connection registered (pushes for it wait from here on),
 * its route written, then the truth read; then the gateway registers for the user's large groups, and the truth is read
 * once more if it was not registered before. What commits before the reading is part of the truth; what commits after
 * it finds route and registration. Belongs to the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen before
final class Greeting {
    private static final int VERSION = 1;
    private static final int CONTENT_BYTES = 16_384;
    private static final int MAX_HAVE = 500;
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Hub hub;
    private final Connection connection;
    private @Nullable Session session;
    private final Registration registration;
    private @Nullable CompletableFuture<Opened> opening;

    Greeting(Hub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
        registration = new Registration(hub, connection);
    }

    Registration registration() {
        return registration;
    }

    Session session() {
        return requireNonNull(session, "session");
    }

    void begin(Hello hello) {
        CloseCode refusal = refusal(hello);
        if (refusal != null) {
            connection.close(refusal);
            return;
        }
        Optional<AccessClaims> claims = hub.tokens().verify(String.valueOf(hello.token()));
        if (claims.isEmpty()) {
            connection.close(CloseCode.UNAUTHENTICATED);
            return;
        }
        session = new Session(claims.get().user(), claims.get().session(), String.valueOf(hello.device()));
        hub.connections().add(session(), connection);
        registration.begin().thenRun(() -> connection.run(() -> open(hello)));
    }

    private @Nullable CloseCode refusal(Hello hello) {
        if (hello.minV() > VERSION || hello.v() < VERSION) {
            return CloseCode.TOO_OLD;
        }
        if (hello.device() == null || !DEVICE.matcher(hello.device()).matches()) {
            connection.answer(
                    Frames.failure(hello.id(), ErrorCode.INVALID, "device (expected: 1 to 64 of A-Z a-z 0-9 . _ -)"));
            return CloseCode.NO_HELLO;
        }
        return hub.tokens().isReady() ? null : CloseCode.TRY_AGAIN_LATER;
    }

    private void open(Hello hello) {
        if (connection.state() != Connection.State.GREETING) {
            return;
        }
        long since = System.nanoTime();
        opening = hub.hellos().open(session());
        opening.whenComplete((opened, failure) -> connection.run(() -> {
            if (connection.state() != Connection.State.GREETING) {
                return;
            }
            if (failure != null) {
                Failures.ignore(failure);
                connection.close(CloseCode.TRY_AGAIN_LATER);
            } else {
                register(hello, opened, since);
            }
        }));
    }

    private void register(Hello hello, Opened opened, long since) {
        if (opened.user() == null) {
            connection.close(CloseCode.UNAUTHENTICATED);
            return;
        }
        registration
                .register(opened, since)
                .thenAccept(truth -> connection.run(() -> {
                    if (connection.state() == Connection.State.GREETING) {
                        welcome(hello, opened, truth);
                    }
                }));
    }

    private void welcome(Hello hello, Opened opened, Truth truth) {
        connection.welcome(new Welcome(
                hello.id(),
                VERSION,
                requireNonNull(opened.user(), "user"),
                Ids.text(session().id()),
                System.currentTimeMillis(),
                opened.epoch(),
                truth,
                new Limits(CONTENT_BYTES, MAX_HAVE, hub.settings().millis(Timing.HEARTBEAT)),
                opened.waiting()));
        replaceOthers(hello.takeOver());
    }

    /** Closes the oldest where the user, or the device, has too many, and the device's others where that is wanted. */
    private void replaceOthers(boolean takeOver) {
        List<Connection> all = hub.connections().ofUser(session().user());
        List<Connection> ofDevice = all.stream()
                .filter(other -> other.session().device().equals(session().device()))
                .toList();
        int perDevice = takeOver ? 1 : hub.settings().get(Limit.CONNECTIONS_PER_DEVICE);
        closeOldest(ofDevice, perDevice);
        closeOldest(all, hub.settings().get(Limit.CONNECTIONS_PER_USER));
    }

    private void closeOldest(List<Connection> connections, int max) {
        connections.stream()
                .filter(other -> other != connection)
                .limit(Math.max(0, connections.size() - max))
                .forEach(other -> other.run(() -> other.close(CloseCode.REPLACED)));
    }

    /** Takes back what began. */
    void end() {
        if (session == null) {
            return;
        }
        hub.connections().remove(session(), connection);
        if (opening != null) {
            opening.cancel(false); // not asked any more, if it was not yet
        }
        hub.presence().unwatch(connection);
        registration.end();
    }
}
