package io.minirpc.gochat.load;

import java.util.BitSet;
import java.util.List;

/**
 * A conversation of the load and the devices that should show it. What was answered is counted by seq, so what a device
 * has of it is known exactly: seqs have no gaps, and a device's position is the end of what it has without a hole.
 * Thread-safe.
 */
final class Room {
    final String id;
    final List<Device> devices;
    private final BitSet answered = new BitSet();

    /** @param devices all devices of all members; they are told of the room */
    Room(String id, List<Device> devices) {
        this.id = id;
        this.devices = List.copyOf(devices);
        devices.forEach(device -> device.join(this));
    }

    synchronized void answered(long seq) {
        answered.set((int) seq);
    }

    /** Returns how many messages should have arrived, each device counted. */
    synchronized long expected() {
        return (long) answered.cardinality() * devices.size();
    }

    /** Returns how many of those have arrived. */
    synchronized long received() {
        long received = 0;
        int all = answered.cardinality();
        for (Device device : devices) {
            int position = device.position(this);
            received += position + 1 >= answered.length()
                    ? all
                    : answered.get(0, position + 1).cardinality();
        }
        return received;
    }
}
