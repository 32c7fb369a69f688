package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Leave;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.store.InboxStore;
import io.minirpc.gochat.store.Membership;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Removals, returns and messages at the same time, from several threads at two services. What each member is pushed and
 * may read is compared with the events of the group, one by one.
 */
@OnEveryDatabase
class KickRaceTest extends ServicePair {
    private static final List<Long> VICTIMS = List.of(21L, 22L, 23L, 24L);
    private static final int SENDERS = 3;

    private String group;

    KickRaceTest() {
        super("2026-11-27T12:00:00Z");
    }

    @BeforeEach
    void create() {
        VICTIMS.forEach(victim -> chat.addUsers(victim));
        group = one.create(ADA, "new", VICTIMS);
    }

    @Test
    void removalIsExactToTheSeq() {
        race(100);
    }

    @Test
    @Tag("soak")
    void removalIsExactToTheSeqAThousandTimes() {
        race(1_000);
    }

    private void race(int races) {
        String code = chat.texts("SELECT code FROM chat_groups").get(0);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int number = i;
                senders.add(CompletableFuture.runAsync(() -> sendUntil(over, number), threads));
            }
            List<CompletableFuture<Void>> victims = VICTIMS.stream()
                    .map(victim ->
                            CompletableFuture.runAsync(() -> outAndIn(victim, code, races / VICTIMS.size()), threads))
                    .toList();
            victims.forEach(CompletableFuture::join);
            over.set(true);
            senders.forEach(CompletableFuture::join);
        } finally {
            over.set(true);
            threads.shutdown();
        }
        check(races);
    }

    /** Sends as the owner, and as a victim, whose message is refused while he is out. */
    private void sendUntil(AtomicBoolean over, int number) {
        for (int i = 0; !over.get(); i++) {
            Service service = (i + number) % 2 == 0 ? one : other;
            service.sendUntilSent(group, ADA, "s" + number + "-" + i, "hello");
            Service.get(service.send(group, VICTIMS.get(i % VICTIMS.size()), "v" + number + "-" + i, "hello"));
        }
    }

    private void outAndIn(long victim, String code, int times) {
        Random random = new Random(victim);
        for (int i = 0; i < times; i++) {
            boolean kicked = random.nextBoolean();
            Change out = kicked ? new Kick(victim) : new Leave();
            service(random).changeUntilSent(group, kicked ? ADA : victim, "out" + victim + "-" + i, out);
            boolean invited = random.nextBoolean();
            Change in = invited ? new Invite(List.of(victim)) : new Join(code);
            service(random).changeUntilSent(group, invited ? ADA : victim, "in" + victim + "-" + i, in);
        }
    }

    private Service service(Random random) {
        return random.nextBoolean() ? one : other;
    }

    private void check(int races) {
        List<Row> messages = chat.messages(group);
        assertThat(messages).extracting(Row::seq).isEqualTo(upTo(messages.size()));
        assertThat(chat.number("SELECT member_count FROM chat_groups")).isEqualTo(1 + VICTIMS.size());
        int removals = 0;
        for (long victim : VICTIMS) {
            List<Span> spans = spans(victim, messages);
            removals += spans.size() - 1;
            assertThat(readable(victim)).as("readable by %s", victim).isEqualTo(spans);
            checkCounts(victim, messages);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(pushed(victim))
                            .as("pushed to %s", victim)
                            .isEqualTo(frames(spans)));
        }
        assertThat(removals).isEqualTo(races);
    }

    private void checkCounts(long victim, List<Row> messages) {
        long read = member("read_seq", victim);
        long own = messages.stream()
                .filter(row -> row.type().equals("text") && row.sender() == victim && row.seq() > read)
                .count();
        assertThat(member("own_above", victim)).as("own messages of %s", victim).isEqualTo(own);
        assertThat(member("read_count", victim))
                .isEqualTo(read == 0 ? 0 : messages.get((int) read - 1).countable());
    }

    private long member(String column, long user) {
        return chat.number("SELECT " + column + " FROM members WHERE user_id = ?", user);
    }

    /** Returns what a member may see, from the events of the group. */
    private static List<Span> spans(long victim, List<Row> messages) {
        List<Span> spans = new ArrayList<>();
        long first = 1;
        for (Row row : messages) {
            if (row.content().equals("{\"removed\":{\"user\":\"" + victim + "\"}}")
                    || (row.sender() == victim && row.content().equals("{\"left\":{}}"))) {
                spans.add(new Span(first, row.seq()));
            } else if (row.content().equals("{\"added\":{\"users\":[\"" + victim + "\"]}}")
                    || (row.sender() == victim && row.content().equals("{\"joined\":{}}"))) {
                first = row.seq();
            }
        }
        spans.add(new Span(first, messages.size()));
        return spans;
    }

    private List<Span> readable(long victim) {
        Membership membership =
                InboxStore.of(database).memberships(victim, List.of(group)).get(group);
        return membership.visible().spans();
    }

    /** Returns each message that a member gets, with the one before it as he sees it, and whether he is out with it. */
    private static Set<String> frames(List<Span> spans) {
        Set<String> frames = new TreeSet<>();
        long prev = 0;
        for (int i = 0; i < spans.size(); i++) {
            for (long seq = spans.get(i).first(); seq <= spans.get(i).last(); seq++) {
                boolean out = seq == spans.get(i).last() && i < spans.size() - 1;
                frames.add(seq + "<" + prev + (out ? "x" : ""));
                prev = seq;
            }
        }
        return frames;
    }

    private Set<String> pushed(long victim) {
        Set<String> pushed = new TreeSet<>(one.bus.shown(group, victim));
        pushed.addAll(other.bus.shown(group, victim));
        return pushed;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
