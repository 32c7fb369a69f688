package io.minirpc.gochat.load;

import io.minirpc.gochat.frame.ClientFrame.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The rooms of a device, and the end of what it has of each without a hole. Rooms are added before the device connects;
 * positions are moved by one thread and read by any. A device has few rooms: they are searched one by one.
 */
final class Positions {
    private static final int MAX_ROOMS = 16;
    private static final AtomicIntegerArray NONE = new AtomicIntegerArray(0);

    private Room[] rooms = {};
    private AtomicIntegerArray seqs = NONE;

    void add(Room room) {
        if (rooms.length == MAX_ROOMS) {
            throw new IllegalStateException("rooms of a device: more than " + MAX_ROOMS);
        }
        Room[] more = new Room[rooms.length + 1];
        System.arraycopy(rooms, 0, more, 0, rooms.length);
        more[rooms.length] = room;
        rooms = more;
        seqs = new AtomicIntegerArray(more.length);
    }

    boolean isEmpty() {
        return rooms.length == 0;
    }

    int size() {
        return rooms.length;
    }

    boolean has(Room room) {
        return slot(room) >= 0;
    }

    int of(Room room) {
        return seqs.get(slot(room));
    }

    void move(Room room, int seq) {
        seqs.set(slot(room), seq);
    }

    private int slot(Room room) {
        for (int i = 0; i < rooms.length; i++) {
            if (rooms[i] == room) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the sum of all positions, which is compared with the heartbeat's. */
    long sum() {
        long sum = 0;
        for (int i = 0; i < rooms.length; i++) {
            sum += seqs.get(i);
        }
        return sum;
    }

    /** Returns the positions as {@code sync} names them. */
    Map<String, Position> have() {
        Map<String, Position> have = new HashMap<>();
        for (int i = 0; i < rooms.length; i++) {
            have.put(rooms[i].id, new Position(seqs.get(i), null));
        }
        return have;
    }
}
