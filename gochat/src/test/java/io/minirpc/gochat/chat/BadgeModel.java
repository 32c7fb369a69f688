package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Dissolve;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Leave;
import io.minirpc.gochat.api.Change.Recall;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import io.minirpc.gochat.api.ConversationPage;
import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ConversationId;
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
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/** What should be: who is in which conversation, and his cursors there. Unread counts come from the message tables. */
final class BadgeModel {
    private static final int DEVICES = 3;
    private static final int MAX_LIVE = 6;
    private static final int MAX_CONVERSATIONS = 60;

    /** The name of an operation that changes nothing. */
    private static final String NOTHING = "nothing";

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
        create(users.get(0), users.subList(1, 3));
        create(users.get(3), users.subList(0, 1));
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

    private String create(long user, List<Long> members) {
        String clientId = chat.nextClientId();
        String id = ConversationId.ofGroup(user, clientId).toString();
        OptionalLong seq = chat.change(id, user, clientId, new Create("group", members));
        conversations.put(id, new HashMap<>());
        put(id, user, seq.getAsLong());
        members.stream()
                .filter(one -> !blocked.getOrDefault(one, List.of()).contains(user))
                .forEach(one -> put(id, one, seq.getAsLong()));
        seen(id, seq.getAsLong());
        return "create";
    }

    /** Lets somebody be in from an event on, which he has read. */
    private void put(String conversation, long user, long seq) {
        Place place = conversations.get(conversation).computeIfAbsent(user, id -> new Place());
        place.in = true;
        place.read = seq;
    }

    /** Returns how often each operation was done, without those that were refused. */
    Map<String, Integer> operations() {
        return done;
    }

    int count() {
        return done.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Tries one operation; returns whether it was one, and not refused. */
    boolean change() {
        if (random.nextInt(5) == 0) {
            chat.clock.move(Duration.ofHours(random.nextInt(6))); // months pass
        }
        String conversation = List.copyOf(conversations.keySet()).get(random.nextInt(conversations.size()));
        long user = users.get(random.nextInt(users.size()));
        long other = users.get(random.nextInt(users.size()));
        Place place = conversations.get(conversation).get(user);
        String name = switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> send(conversation, user, place);
            case 5, 6, 7, 8, 9 -> read(conversation, user, place);
            case 10, 11 -> deliver(conversation, user, place);
            case 12 -> recall(conversation, user, place);
            case 13 -> block(user, other);
            default -> conversation.startsWith("g:") ? changeGroup(conversation, user, other) : NOTHING;
        };
        if (name.equals(NOTHING)) {
            return false;
        }
        done.merge(name, 1, Integer::sum);
        return true;
    }

    private boolean mayCreate() {
        long live = conversations.values().stream()
                .filter(places -> places.values().stream().anyMatch(BadgeModel::isIn))
                .count();
        return live < MAX_LIVE && conversations.size() < MAX_CONVERSATIONS;
    }

    private String changeGroup(String group, long user, long other) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> join(group, user, user, "join", new Join(chat.groups.code(group)));
            case 2, 3, 4, 5, 6 -> join(group, user, other, "invite", new Invite(List.of(other)));
            case 7, 8 -> leave(group, user);
            case 9, 10 -> kick(group, user, other);
            case 11 -> event(group, user, "rename", new Rename("name " + random.nextInt(100)));
            case 12, 13 -> event(group, user, "role", new SetRole(other, Role.values()[random.nextInt(3)]));
            case 14 -> dissolve(group, user);
            default -> mayCreate() ? create(user, List.of(other)) : NOTHING;
        };
    }

    private static boolean isIn(Place place) {
        return place != null && place.in;
    }

    private String send(String conversation, long user, Place place) {
        OptionalLong seq = chat.trySend(conversation, user);
        if (seq.isPresent()) {
            assertThat(isIn(place)).isTrue();
            place.texts.add(seq.getAsLong());
            seen(conversation, seq.getAsLong());
        }
        return seq.isPresent() ? "send" : NOTHING;
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
            return NOTHING;
        }
        boolean moves = Math.min(asked, place.last) > place.read;
        place.read = Math.max(place.read, Math.min(asked, place.last));
        assertThat(answer)
                .isEqualTo(new Cursor(
                        null, conversation, place.read, chat.rows.countUnread(conversation, user), place.last));
        if (moves) { // the mirror to the other two devices
            assertThat(chat.nextCursorOf(user)).isEqualTo(answer);
        }
        return moves ? "read" : NOTHING;
    }

    private String deliver(String conversation, long user, Place place) {
        long asked = random.nextLong(heads.get(conversation) + 5);
        done(chat.inbox.delivered(List.of(new Delivered(user, conversation, asked))));
        if (place == null) {
            return NOTHING;
        }
        place.delivered = Math.max(place.delivered, Math.min(asked, place.last));
        return "delivered";
    }

    /** Mostly of a text that was just sent: older ones than two minutes stay. */
    private String recall(String conversation, long user, Place place) {
        if (random.nextInt(4) > 0) {
            send(conversation, user, place);
        }
        return place == null || place.texts.isEmpty()
                ? NOTHING
                : event(conversation, user, "recall", new Recall(place.texts.remove(place.texts.size() - 1)));
    }

    private String block(long user, long other) {
        if (user == other) {
            return NOTHING;
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

    private String event(String conversation, long user, String name, Change change) {
        OptionalLong seq = chat.change(conversation, user, chat.nextClientId(), change);
        seq.ifPresent(at -> seen(conversation, at));
        return seq.isPresent() ? name : NOTHING;
    }

    private String join(String group, long by, long user, String name, Change change) {
        Place before = conversations.get(group).get(user);
        OptionalLong seq = chat.change(group, by, chat.nextClientId(), change);
        if (seq.isEmpty()) {
            return NOTHING;
        }
        assertThat(isIn(before)).isFalse();
        put(group, user, seq.getAsLong());
        seen(group, seq.getAsLong());
        return before == null ? name : "re" + name;
    }

    private String leave(String group, long user) {
        boolean last = conversations.get(group).values().stream()
                        .filter(BadgeModel::isIn)
                        .count()
                == 1;
        return out(group, last ? "leave as the last" : "leave", user, user, new Leave());
    }

    private String kick(String group, long by, long user) {
        return out(group, "kick", by, user, new Kick(user));
    }

    private String out(String group, String name, long by, long user, Change change) {
        String done = event(group, by, name, change);
        if (done.equals(name)) {
            conversations.get(group).get(user).in = false;
        }
        return done;
    }

    private String dissolve(String group, long user) {
        String done = random.nextBoolean() ? event(group, user, "dissolve", new Dissolve()) : NOTHING;
        if (done.equals("dissolve")) {
            conversations.get(group).values().forEach(place -> place.in = false);
        }
        return done;
    }

    private void seen(String conversation, long seq) {
        assertThat(seq).isEqualTo(heads.getOrDefault(conversation, 0L) + 1);
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
        Map<String, Long> unread = chat.rows.countUnread(user);
        conversations.forEach((id, places) -> {
            Place place = places.get(user);
            if (place != null) {
                assertThat(List.of(place.read, place.delivered)).allMatch(at -> at >= 0 && at <= place.last);
                expected.put(
                        id, List.of(unread.getOrDefault(id, 0L), place.read, place.delivered, place.last, place.in));
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
