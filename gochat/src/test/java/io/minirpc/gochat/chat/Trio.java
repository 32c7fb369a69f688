package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Recall;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.SendStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Three users of their own, and batches that run on the caller's thread. Two of their conversations have a message; the
 * third does not exist yet. Ada and Bob have a group; another one does not exist yet.
 */
final class Trio implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(1_000_000);

    final FakeBus bus = new FakeBus();
    final long ada;
    final long bob;
    final long eve;
    final String adaBob;
    final String adaEve;
    final String bobEve;
    final String group;
    final String fresh;

    private final FanOut fanOut = new FanOut(new Routing(new FakeRoutes(), new MemoryGroupGateways(), bus));
    private final BatchProcessor processor;

    Trio(Chat chat, Database database, int number) {
        ada = 1_000 + 3L * number;
        bob = ada + 1;
        eve = ada + 2;
        adaBob = "p:" + ada + ":" + bob;
        adaEve = "p:" + ada + ":" + eve;
        bobEve = "p:" + bob + ":" + eve;
        chat.addUsers(ada, bob, eve);
        group = ConversationId.ofGroup(ada, "group").toString();
        fresh = ConversationId.ofGroup(eve, "fresh").toString();
        processor(database)
                .process(List.of(
                        message(adaBob, ada, "first"),
                        message(adaEve, ada, "first-of-eve"),
                        change(group, ada, "group", new Create("rowing", List.of(bob)))));
        processor = processor(database);
    }

    /** Returns a processor that makes the tables of its months anew, as after a start. */
    private BatchProcessor processor(Database database) {
        return new BatchProcessor(
                SendStore.of(database), IDS::incrementAndGet, new TestClock("2026-11-27T12:00:00Z"), fanOut);
    }

    Pending message(String conversation, long sender, String id) {
        return message(conversation, new SendCommand(sender, id, "text", "hello"));
    }

    Pending message(String conversation, SendCommand command) {
        return new Pending(Outgoing.of(conversation, command), Duration.ofMinutes(1));
    }

    /** Commits a batch in all three conversations, with an id that comes twice and one from before. */
    List<SendResult> processBatch() {
        return process(List.of(
                message(adaBob, ada, "1"),
                message(bobEve, bob, "2"),
                message(adaBob, bob, "3"),
                message(adaEve, eve, "4"),
                message(adaBob, ada, "1"),
                message(bobEve, eve, "5"),
                message(adaBob, ada, "first")));
    }

    /** Commits changes of a group, a new group, texts between them, and a recall; one of them comes twice. */
    List<SendResult> processChanges() {
        return process(List.of(
                change(fresh, eve, "fresh", new Create("fresh", List.of(ada))),
                message(group, bob, "1"),
                change(group, ada, "2", new Invite(List.of(eve))),
                message(group, eve, "3"),
                change(group, ada, "4", new Kick(bob)),
                change(group, ada, "5", new Rename("sculling")),
                change(group, ada, "6", new SetRole(eve, Role.ADMIN)),
                change(adaBob, ada, "7", new Recall(1)),
                message(fresh, ada, "8"),
                change(group, ada, "2", new Invite(List.of(eve)))));
    }

    private static Pending change(String conversation, long user, String id, Change change) {
        return new Pending(Outgoing.of(conversation, new ChangeCommand(user, id, change)), Duration.ofMinutes(1));
    }

    List<SendResult> process(List<Pending> batch) {
        processor.process(batch);
        return batch.stream()
                .map(pending -> pending.answer().toCompletableFuture().getNow(null))
                .toList();
    }

    @Override
    public void close() {
        fanOut.close();
    }
}
