package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.SendStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A service over a database that others may share, with a bus that keeps what it publishes. */
final class Service implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(1_000_000);

    final FakeBus bus = new FakeBus();
    final Conversations conversations;

    Service(Database database, InstantSource clock) {
        this(database, clock, Duration.ofSeconds(20)); // machines may be slow: no timer unless a test is about it
    }

    Service(Database database, InstantSource clock, Duration timeout) {
        this(database, clock, timeout, new FakeRoutes());
    }

    Service(Database database, InstantSource clock, Duration timeout, Routes routes) {
        Routing routing = new Routing(routes, new MemoryGroupGateways(), bus);
        conversations = new Conversations(SendStore.of(database), IDS::incrementAndGet, clock, routing, timeout);
    }

    CompletableFuture<SendResult> send(String conversation, long sender, String id, String content) {
        return conversations
                .send(conversation, new SendCommand(sender, id, "text", content))
                .toCompletableFuture();
    }

    /** Sends as often as the service is busy. */
    Sent sendUntilSent(String conversation, long sender, String id, String content) {
        while (true) {
            SendResult result = get(send(conversation, sender, id, content));
            if (!(result instanceof Busy)) {
                return (Sent) result;
            }
        }
    }

    CompletableFuture<SendResult> change(String conversation, long user, String id, Change change) {
        return conversations
                .change(conversation, new ChangeCommand(user, id, change))
                .toCompletableFuture();
    }

    /** Asks for a change as often as the service is busy. */
    Sent changeUntilSent(String conversation, long user, String id, Change change) {
        while (true) {
            SendResult result = get(change(conversation, user, id, change));
            if (result instanceof Refused refused) {
                throw new AssertionError(change + " is refused: " + refused);
            }
            if (result instanceof Sent sent) {
                return sent;
            }
        }
    }

    /** Creates a group and returns its id. */
    String create(long owner, String id, List<Long> members) {
        String group = ConversationId.ofGroup(owner, id).toString();
        changeUntilSent(group, owner, id, new Create("rowing", members));
        return group;
    }

    static SendResult get(CompletableFuture<SendResult> answer) {
        try {
            return answer.get(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    public void close() {
        conversations.close();
    }
}
