package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.ConversationPage;
import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.store.InboxStore.Sums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What should be: who is in which conversation, and his cursors there. Unread counts come from the message tables. */
final class BadgeModel {
    private static final int DEVICES = 3;

    private final InboxFixture chat;
    private final Random random;
    private final List<Long> users = new ArrayList<>();
    private final Map<String, Map<Long, Place>> conversations = new LinkedHashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<Long, List<Long>> blocked = new HashMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private List<Truth> truths;

    /** Where a user is in a conversation. */
    private static final class Place {
        private boolean in = true;
        private long last;
        private long read;
        private long delivered;
        private final List<Long> texts = new ArrayList<>();
    }

    BadgeModel(InboxFixture chat, Random random) {
        this.chat = chat;
        this.random = random;
        for (int i = 0; i < 4; i++) {
            long user = chat.user();
            users.add(user);
            for (int device = 0; device < DEVICES; device++) {
                chat.connect(user, device(user, device));
            }
        }
        two(0, 1);
        two(1, 2);
        group(0, 1, 2);
        group(3, 0);
        truths = done(chat.inbox.truths(users));
    }

    private static String device(long user, int number) {
        return user + "-" + number;
    }

    private void two(int one, int other) {
        String id = chat.rows.conversation(users.get(one), users.get(other));
        conversations.put(id, new HashMap<>(Map.of(users.get(one), new Place(), users.get(other), new Place())));
        heads.put(id, 0L);
    }

    private void group(int... members) {
        long[] ids = new long[members.length];
        Map<Long, Place> places = new HashMap<>();
        for (int i = 0; i < members.length; i++) {
            ids[i] = users.get(members[i]);
            places.put(ids[i], new Place());
            places.get(ids[i]).read = 1;
        }
        String id = chat.group(ids);
        conversations.put(id, places);
        seen(id, 1);
    }

    /** Returns how often each operation was done. */
    Map<String, Integer> operations() {
        return done;
    }

    /** Does one operation, which may be one that is refused. */
    void change() {
        chat.clock.move(Duration.ofHours(random.nextInt(2))); // months pass
        String conversation = List.copyOf(conversations.keySet()).get(random.nextInt(conversations.size()));
        long user = users.get(random.nextInt(users.size()));
        Place place = conversations.get(conversation).get(user);
        boolean group = conversation.startsWith("g:");
        String name = switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> send(conversation, user, place);
            case 5, 6, 7, 8, 9 -> read(conversation, user, place);
            case 10, 11 -> deliver(conversation, user, place);
            case 12 -> recall(conversation, user, place);
            case 13 -> block(user, users.get(random.nextInt(users.size())));
            case 14, 15, 16 -> group ? join(conversation, user, place) : "";
            case 17 -> group ? leave(conversation, user, user) : "";
            case 18 -> group ? leave(conversation, users.get(random.nextInt(users.size())), user) : "";
            default -> group ? describe(conversation, user, place) : "";
        };
        done.merge(name, 1, Integer::sum);
    }

    private static boolean isIn(Place place) {
        return place != null && place.in;
    }

    private String send(String conversation, long user, Place place) {
        if (!isIn(place)) {
            return "";
        }
        if (conversation.startsWith("p:")) {
            long other = conversations.get(conversation).keySet().stream()
                    .filter(one -> one != user)
                    .findFirst()
                    .orElseThrow();
            if (blocked.getOrDefault(other, List.of()).contains(user)) {
                return "";
            }
        }
        long seq = conversation.startsWith("p:")
                ? chat.send(conversation, user)
                : chat.rows.send(conversation, user, chat.clock.millis());
        place.texts.add(seq);
        seen(conversation, seq);
        return "send";
    }

    /** A device is somewhere between the start and a little above the head. */
    private String read(String conversation, long user, Place place) {
        int device = random.nextInt(DEVICES);
        long asked = place == null || random.nextBoolean()
                ? random.nextLong(heads.get(conversation) + 5)
                : Math.min(place.last, place.read + random.nextInt(4));
        Cursor answer = done(chat.inbox.read(user, conversation, asked, device(user, device)))
                .orElse(null);
        if (place == null) {
            assertThat(answer).isNull();
            return "";
        }
        boolean moves = Math.min(asked, place.last) > place.read;
        place.read = Math.max(place.read, Math.min(asked, place.last));
        assertThat(answer)
                .isEqualTo(new Cursor(
                        null, conversation, place.read, chat.rows.countUnread(conversation, user), place.last));
        if (moves) { // the mirror to the other two devices
            assertThat(chat.nextCursorOf(user)).isEqualTo(answer);
        }
        return moves ? "read" : "";
    }

    private String deliver(String conversation, long user, Place place) {
        long asked = random.nextLong(heads.get(conversation) + 5);
        done(chat.inbox.delivered(List.of(new Delivered(user, conversation, asked))));
        if (place == null) {
            return "";
        }
        place.delivered = Math.max(place.delivered, Math.min(asked, place.last));
        return "delivered";
    }

    private String recall(String conversation, long user, Place place) {
        if (!isIn(place) || place.texts.isEmpty()) {
            return "";
        }
        long target = place.texts.remove(place.texts.size() - 1);
        seen(conversation, chat.groups.recall(conversation, user, target, chat.clock.millis()));
        return "recall";
    }

    private String block(long user, long other) {
        if (user == other) {
            return "";
        }
        List<Long> mine = blocked.computeIfAbsent(user, id -> new ArrayList<>());
        boolean blocks = !mine.contains(other);
        done(chat.inbox.block(user, other, blocks));
        if (blocks) {
            mine.add(other);
        } else {
            mine.remove(other);
        }
        return "block";
    }

    private String join(String conversation, long user, Place place) {
        if (isIn(place)) {
            return "";
        }
        Place joined = place == null ? new Place() : place;
        conversations.get(conversation).put(user, joined);
        joined.in = true;
        joined.read = chat.groups.join(conversation, user, chat.clock.millis());
        joined.texts.clear();
        seen(conversation, joined.read);
        return place == null ? "join" : "rejoin";
    }

    private String leave(String conversation, long by, long user) {
        Place place = conversations.get(conversation).get(user);
        if (!isIn(place) || !isIn(conversations.get(conversation).get(by))) {
            return "";
        }
        seen(conversation, chat.groups.kick(conversation, by, user, chat.clock.millis()));
        place.in = false;
        return by == user ? "leave" : "kick";
    }

    private String describe(String conversation, long user, Place place) {
        if (!isIn(place)) {
            return "";
        }
        boolean rename = random.nextBoolean();
        seen(
                conversation,
                rename
                        ? chat.groups.rename(conversation, user, "name " + random.nextInt(100))
                        : chat.groups.setRole(conversation, user, user, Role.ADMIN));
        return rename ? "rename" : "role";
    }

    private void seen(String conversation, long seq) {
        assertThat(seq).isGreaterThan(heads.getOrDefault(conversation, 0L));
        heads.put(conversation, seq);
        conversations.get(conversation).values().stream()
                .filter(place -> place.in)
                .forEach(place -> place.last = seq);
    }

    /** Compares every badge, cursor and sum that is read with the model and with plain counts. */
    void check() {
        List<Truth> now = done(chat.inbox.truths(users));
        for (int i = 0; i < users.size(); i++) {
            long user = users.get(i);
            Sums plain = chat.rows.sums(user);
            assertThat(now.get(i)).isEqualTo(new Truth(plain.n(), plain.heads(), plain.reads()));
            assertThat(now.get(i).n()).isGreaterThanOrEqualTo(truths.get(i).n());
            assertThat(now.get(i).heads()).isGreaterThanOrEqualTo(truths.get(i).heads());
            assertThat(now.get(i).reads()).isGreaterThanOrEqualTo(truths.get(i).reads());
            check(user);
        }
        truths = now;
    }

    private void check(long user) {
        Map<String, List<Object>> expected = new HashMap<>();
        Map<String, Position> have = new HashMap<>();
        conversations.forEach((id, places) -> {
            Place place = places.get(user);
            if (place != null) {
                assertThat(List.of(place.read, place.delivered)).allMatch(at -> at >= 0 && at <= place.last);
                expected.put(
                        id,
                        List.of(
                                place.in ? chat.rows.countUnread(id, user) : 0L,
                                place.read,
                                place.delivered,
                                place.last,
                                place.in));
                have.put(id, new Position(place.last, null));
            }
        });
        assertThat(listed(user)).isEqualTo(expected);
        assertThat(synced(user, have)).isEqualTo(expected);
    }

    private Map<String, List<Object>> listed(long user) {
        ConversationPage page = done(chat.inbox.list(user, new ListQuery(null, null, 100)));
        assertThat(page.rest()).isEqualTo(new Rest(0, 0, 0, 0));
        Map<String, List<Object>> listed = new HashMap<>();
        for (Conversation one : page.conversations()) {
            assertThat(one.group() != null).isEqualTo(one.id().startsWith("g:") && one.left() == null);
            assertThat(one.left()).isIn(null, one.head());
            listed.put(one.id(), List.of(one.unread(), one.read(), one.delivered(), one.head(), one.left() == null));
        }
        return listed;
    }

    private Map<String, List<Object>> synced(long user, Map<String, Position> have) {
        Map<String, List<Object>> synced = new HashMap<>();
        for (Map.Entry<String, SyncEntry> entry :
                done(chat.inbox.sync(user, have, 100_000)).entrySet()) {
            SyncEntry one = entry.getValue();
            assertThat(one.messages()).isNull();
            synced.put(
                    entry.getKey(), List.of(one.unread(), one.read(), one.delivered(), one.head(), one.left() == null));
        }
        return synced;
    }
}
