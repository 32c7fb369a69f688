package io.minirpc.gochat.chat;

import io.minirpc.gochat.chat.CommittedMessage.Audience;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEventCodec;
import io.minirpc.gochat.store.SendStore;
import io.minirpc.gochat.store.SendStore.BatchWrites;
import io.minirpc.gochat.store.SendStore.Blanked;
import io.minirpc.gochat.store.SendStore.Group;
import io.minirpc.gochat.store.SendStore.GroupRow;
import io.minirpc.gochat.store.SendStore.Head;
import io.minirpc.gochat.store.SendStore.NewGroup;
import io.minirpc.gochat.store.SendStore.NewMessage;
import io.minirpc.gochat.store.SendStore.Place;
import io.minirpc.gochat.store.SendStore.PlacedMessage;
import io.minirpc.gochat.store.SendStore.Row;
import io.minirpc.gochat.store.StoredMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The working copy of a conversation in a batch: what the messages so far have made of it, and what has to be written.
 * Whoever calls has checked what is allowed.
 */
final class Draft {
    private static final Row NEW = new Row(new Head(0, 0, 0, 0), 0, 0);

    private final String conversation;
    private final long now;
    private final @Nullable NewGroup created;
    private final MemberChanges changes;
    private final List<NewMessage> messages = new ArrayList<>();
    private final Map<Long, PlacedMessage> placed = new HashMap<>();
    private final List<Blanked> blanked = new ArrayList<>();

    private Head head;
    private long memberVersion;
    private long editVersion;
    private Members members;
    private @Nullable Group group;
    private boolean groupChanged;
    private @Nullable Long dissolved;

    private Draft(
            String conversation,
            long now,
            @Nullable NewGroup created,
            Row row,
            Members members,
            @Nullable Group group,
            Map<Long, Long> out) {
        this.conversation = conversation;
        this.now = now;
        this.created = created;
        this.head = row.head();
        this.memberVersion = row.memberVersion();
        this.editVersion = row.editVersion();
        this.members = members;
        this.group = group;
        this.changes = new MemberChanges(conversation, members, out);
    }

    /**
     * @param now in UTC milliseconds
     * @param group null in a conversation of two, and where the group is not to be changed
     * @param out the last seq that each may see of those who are out and may be added
     */
    static Draft of(
            String conversation, long now, Row row, Members members, @Nullable Group group, Map<Long, Long> out) {
        return new Draft(conversation, now, null, row, members, group, out);
    }

    /** Begins a new group, without members. */
    static Draft ofNew(String conversation, long now, String name) {
        String code = GroupCode.random();
        NewGroup created = new NewGroup(conversation, name, code, now);
        return new Draft(conversation, now, created, NEW, Members.NONE, new Group(name, code, false), Map.of());
    }

    Members members() {
        return members;
    }

    long memberVersion() {
        return memberVersion;
    }

    /** Returns null where there is none, or none any more. */
    @Nullable
    Group group() {
        return group == null || group.dissolved() ? null : group;
    }

    /** Returns the time that the next message gets: neither time nor month goes back, whatever the clock does. */
    long time() {
        return Math.max(now, head.lastTime());
    }

    /** Returns the message at a seq, where it is part of this batch; else {@code stored}. */
    @Nullable
    PlacedMessage messageAt(long seq, @Nullable PlacedMessage stored) {
        return placed.getOrDefault(seq, stored);
    }

    CommittedMessage text(Pending pending, Outgoing.Text text) {
        NewMessage message = number(pending, text.type(), text.content(), true);
        changes.countOwn(text.sender());
        placed.put(message.head().seq(), placed(message, message.type(), message.content()));
        return committed(message, members.users(), List.of());
    }

    CommittedMessage recall(Pending pending, PlacedMessage target) {
        StoredMessage text = target.message();
        NewMessage message = number(pending, MessageType.RECALL, String.valueOf(text.seq()), false);
        editVersion++;
        blanked.add(new Blanked(target.month(), new Place(conversation, text.seq())));
        placed.put(
                text.seq(),
                new PlacedMessage(
                        target.month(),
                        new StoredMessage(
                                conversation,
                                text.seq(),
                                text.id(),
                                text.sender(),
                                MessageType.RECALLED,
                                "",
                                text.time(),
                                text.clientMsgId())));
        return committed(message, members.users(), List.of());
    }

    CommittedMessage apply(Pending pending, Effect effect) {
        NewMessage message =
                number(pending, MessageType.SYSTEM, SystemEventCodec.INSTANCE.toJson(effect.event()), false);
        Members before = members;
        Collection<Long> out = effect.dissolves() ? before.users() : effect.out();
        members = before.with(effect.roles(), out);
        memberVersion += effect.changesMembers() ? 1 : 0;
        rename(effect);
        Map<Long, List<Long>> joined = setRoles(effect.roles(), before);
        remove(effect, message.head());
        return committed(message, before.without(new HashSet<>(out)), others(message, joined, out));
    }

    private void rename(Effect effect) {
        groupChanged = true;
        if (group != null) {
            String name = effect.name() == null ? group.name() : effect.name();
            group = new Group(name, group.code(), effect.dissolves());
        }
    }

    /** Returns those who were not in before, by the last seq that they may see of what lies before. */
    private Map<Long, List<Long>> setRoles(Map<Long, Role> roles, Members before) {
        Map<Long, List<Long>> joined = new TreeMap<>();
        roles.forEach((user, role) -> {
            if (before.has(user)) {
                changes.setRole(user, role);
            } else {
                long previous = changes.join(user, head, role);
                joined.computeIfAbsent(previous, seq -> new ArrayList<>()).add(user);
            }
        });
        return joined;
    }

    private void remove(Effect effect, Head at) {
        effect.out().forEach(user -> changes.leave(user, at.seq()));
        if (effect.dissolves()) {
            changes.dissolve(at.seq());
            dissolved = at.lastTime();
        }
    }

    private static List<Audience> others(NewMessage message, Map<Long, List<Long>> joined, Collection<Long> out) {
        Message frame = frame(message);
        List<Audience> others = new ArrayList<>();
        joined.forEach((prev, users) -> others.add(new Audience(users, CommittedMessage.after(prev, frame), false)));
        if (!out.isEmpty()) {
            others.add(new Audience(List.copyOf(out), frame, true));
        }
        return others;
    }

    private NewMessage number(Pending pending, String type, String content, boolean counts) {
        Outgoing outgoing = pending.message();
        long time = time();
        int month = Math.max(SendStore.monthOf(time), head.month());
        Head next = new Head(head.seq() + 1, head.countable() + (counts ? 1 : 0), month, time);
        NewMessage message = new NewMessage(
                conversation,
                next,
                month != head.month(),
                pending.id(),
                outgoing.sender(),
                type,
                content,
                outgoing.clientMsgId(),
                outgoing.hash());
        head = next;
        messages.add(message);
        return message;
    }

    private static PlacedMessage placed(NewMessage message, String type, String content) {
        Head head = message.head();
        return new PlacedMessage(
                head.month(),
                new StoredMessage(
                        message.conversation(),
                        head.seq(),
                        message.id(),
                        message.sender(),
                        type,
                        content,
                        head.lastTime(),
                        message.clientMsgId()));
    }

    private CommittedMessage committed(NewMessage message, List<Long> users, List<Audience> others) {
        int size = conversation.startsWith("g:") ? members.size() : 0;
        return new CommittedMessage(message.id(), frame(message), users, others, size, memberVersion, editVersion);
    }

    private static Message frame(NewMessage message) {
        long seq = message.head().seq();
        return new Message(
                message.conversation(),
                seq,
                seq - 1,
                Ids.text(message.id()),
                Ids.text(message.sender()),
                message.type(),
                message.content(),
                message.head().lastTime(),
                message.clientMsgId());
    }

    void addTo(BatchWrites writes) {
        if (messages.isEmpty()) {
            return;
        }
        if (created != null) {
            writes.created().add(created);
        }
        writes.messages().addAll(messages);
        writes.rows().put(conversation, new Row(head, memberVersion, editVersion));
        writes.blanked().addAll(blanked);
        if (groupChanged && group != null) {
            writes.groups().add(new GroupRow(conversation, group.name(), members.size(), dissolved));
        }
        changes.addTo(writes.members());
    }
}
