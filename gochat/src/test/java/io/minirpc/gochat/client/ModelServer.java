package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * A fake server of one user, {@code me}: groups with messages, a read cursor, and spans of membership. Requests are
 * answered from what it holds at the moment when they are taken; answers and pushes arrive in any order that keeps
 * their own, when the test says so.
 */
final class ModelServer implements Wire {
    static final String ME = "1";

    /** A group of the model. */
    static final class Group {
        final String id;
        final List<Message> visible = new ArrayList<>();
        long seq;
        long read;
        long time;
        boolean in;

        Group(String id) {
            this.id = id;
        }

        long head() {
            return visible.isEmpty() ? 0 : visible.get(visible.size() - 1).seq();
        }

        long unread(long upTo) {
            return !in
                    ? 0
                    : visible.stream()
                            .filter(m -> m.seq() > read
                                    && m.seq() <= upTo
                                    && m.type().equals("text"))
                            .filter(m -> !m.from().equals(ME))
                            .count();
        }
    }

    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Long> acknowledged = new HashMap<>();
    private final Random random;
    private final int pageSize;
    private final Deque<Runnable> requests = new ArrayDeque<>();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private final Deque<ServerFrame> pushes = new ArrayDeque<>();
    private long clock;

    ModelServer(Random random, int groups, int pageSize) {
        this.random = random;
        this.pageSize = pageSize;
        for (int i = 1; i <= groups; i++) {
            this.groups.put("g:" + i, new Group("g:" + i));
        }
    }

    // What happens.

    /** Commits a message; it is pushed unless it is lost. */
    void send(Group group, String from, boolean lost) {
        commit(group, from, "text", "message " + (group.seq + 1), lost);
    }

    void join(Group group, boolean lost) {
        group.in = true;
        commit(group, "2", "system", "{\"added\":{\"users\":[\"" + ME + "\"]}}", lost);
        group.read = group.seq;
    }

    void kick(Group group, boolean lost) {
        commit(group, "2", "system", "{\"removed\":{\"user\":\"" + ME + "\"}}", lost);
        group.in = false;
        group.time = 0;
    }

    private void commit(Group group, String from, String type, String content, boolean lost) {
        long prev = group.head();
        group.seq++;
        if (!group.in) {
            return;
        }
        group.time = ++clock;
        Message message =
                new Message(group.id, group.seq, prev, group.id + "/" + group.seq, from, type, content, clock, null);
        group.visible.add(message);
        if (!lost) {
            pushes.add(message);
        }
    }

    void read(Group group, long seq, boolean lost) {
        group.read = Math.max(group.read, Math.min(seq, group.head()));
        if (!lost) {
            pushes.add(new Cursor(null, group.id, group.read, group.unread(group.head()), group.head()));
        }
    }

    void heartbeat() {
        pushes.add(truth());
    }

    Truth truth() {
        List<Group> known = known();
        return new Truth(
                known.size(),
                known.stream().mapToLong(Group::head).sum(),
                known.stream().mapToLong(group -> group.read).sum());
    }

    /** Lets one thing go on: a request is taken, an answer or a push arrives. Returns false if there is none. */
    boolean step(Device device) {
        List<Runnable> possible = new ArrayList<>();
        if (!requests.isEmpty()) {
            possible.add(() -> requests.remove().run());
        }
        if (!answers.isEmpty()) {
            possible.add(() -> answers.remove().run());
        }
        if (!pushes.isEmpty()) {
            possible.add(() -> device.received(List.of(pushes.remove())));
        }
        if (possible.isEmpty()) {
            return false;
        }
        possible.get(random.nextInt(possible.size())).run();
        return true;
    }

    /** The connection breaks: nothing that was on its way arrives. */
    void cut(Device device) {
        requests.clear();
        answers.clear();
        pushes.clear();
        device.lost();
    }

    // The wire.

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void say(ClientFrame frame) {
        if (frame instanceof ClientFrame.Ack ack && ack.at() != null) {
            acknowledged.putAll(ack.at());
        }
    }

    @Override
    public void ask(LongFunction<? extends ClientFrame> request, Answered answered) {
        ClientFrame frame = request.apply(1);
        requests.add(() -> {
            ServerFrame answer = answer(frame);
            answers.add(() -> answered.answered(answer, null));
        });
    }

    private ServerFrame answer(ClientFrame frame) {
        if (frame instanceof ClientFrame.Sync sync) {
            Map<String, SyncEntry> entries = new LinkedHashMap<>();
            sync.have().forEach((id, have) -> entries.put(id, entry(groups.get(id), have.seq())));
            return new Synced(1, entries);
        }
        ClientFrame.ListConversations list = (ClientFrame.ListConversations) frame;
        List<Group> below = known().stream()
                .filter(group -> list.before() == null || isBelow(group, list.before()))
                .toList();
        if (list.only() != null) {
            List<Conversation> named = known().stream()
                    .filter(group -> list.only().contains(group.id))
                    .map(this::conversation)
                    .toList();
            return new Listed(1, named, false, list.before() == null ? null : rest(below), 100);
        }
        List<Group> page = below.stream().limit(pageSize).toList();
        List<Group> rest = below.subList(page.size(), below.size());
        return new Listed(1, page.stream().map(this::conversation).toList(), !rest.isEmpty(), rest(rest), pageSize);
    }

    private List<Group> known() {
        return groups.values().stream()
                .filter(group -> group.head() > 0)
                .sorted(Comparator.comparingLong((Group group) -> group.time)
                        .thenComparing(group -> group.id)
                        .reversed())
                .toList();
    }

    private static boolean isBelow(Group group, ClientFrame.ListPosition place) {
        return group.time < place.time()
                || (group.time == place.time() && group.id.compareTo(place.conversation()) < 0);
    }

    private static Rest rest(List<Group> groups) {
        return new Rest(
                groups.size(),
                groups.stream().mapToLong(Group::head).sum(),
                groups.stream().mapToLong(group -> group.read).sum(),
                groups.stream().mapToLong(group -> group.unread(group.head())).sum());
    }

    private Conversation conversation(Group group) {
        return new Conversation(
                group.id,
                null,
                null,
                group.head(),
                group.read,
                0,
                0,
                0,
                group.unread(group.head()),
                group.in ? null : group.head(),
                group.time,
                null);
    }

    /** At most three messages at a time, so that answers have to be asked for again. */
    private SyncEntry entry(Group group, long have) {
        List<Message> missing =
                group.visible.stream().filter(message -> message.seq() > have).toList();
        List<Message> page = missing.stream().limit(3).toList();
        return new SyncEntry(
                page.isEmpty() ? 0 : page.get(0).seq(),
                page.isEmpty() ? 0 : page.get(page.size() - 1).seq(),
                group.head(),
                page,
                missing.size() > page.size(),
                group.read,
                0,
                group.unread(group.head()),
                group.in ? null : group.head(),
                false,
                false,
                false,
                0,
                0);
    }
}
