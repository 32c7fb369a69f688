package io.minirpc.gochat.check;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A conversation of the load: who is in it as far as the load knows, and how many messages are still to be sent.
 * Thread-safe but for the number of messages, which belongs to the load's thread.
 */
final class Room {
    final String id;
    final boolean group;
    private final List<Person> members = new CopyOnWriteArrayList<>();
    private final AtomicBoolean changing = new AtomicBoolean();
    private int messages;

    /** @param members the owner of a group first; he stays in it */
    Room(String id, boolean group, List<Person> members) {
        this.id = id;
        this.group = group;
        this.members.addAll(members);
    }

    void plan(int count) {
        messages = count;
    }

    /** Takes one of the messages that are to be sent; returns whether others are left. */
    boolean takeOne() {
        return --messages > 0;
    }

    int messages() {
        return messages;
    }

    List<Person> members() {
        return members;
    }

    Person owner() {
        return members.get(0);
    }

    /** Returns one of the members. */
    Person any(Random random) {
        Object[] all = members.toArray();
        return (Person) all[random.nextInt(all.length)];
    }

    /** Begins a change of the group; returns false while another is on its way. */
    boolean beginChange() {
        return changing.compareAndSet(false, true);
    }

    void endChange() {
        changing.set(false);
    }
}
