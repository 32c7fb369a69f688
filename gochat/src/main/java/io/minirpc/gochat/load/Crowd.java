package io.minirpc.gochat.load;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts that all devices of a scenario share. Thread-safe. */
final class Crowd {
    private final Network network;
    private final List<URI> gateways;
    private final IntUnaryOperator firsts;
    private final Ledger ledger;
    private final Tally tally = new Tally();
    private final Latencies welcomes = new Latencies("welcome");
    private final Latencies returns = new Latencies("welcome after a loss");
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private volatile int turn;

    /** @param firsts where each device connects first, by its number: which of the gateways, modulo their number */
    Crowd(Network network, List<URI> gateways, IntUnaryOperator firsts, Ledger ledger) {
        this.network = network;
        this.gateways = gateways;
        this.firsts = firsts;
        this.ledger = ledger;
    }

    Network network() {
        return network;
    }

    Ledger ledger() {
        return ledger;
    }

    Tally tally() {
        return tally;
    }

    /** Returns the times from a planned connect to the welcome. */
    Latencies welcomes() {
        return welcomes;
    }

    /** Returns the times from a loss to the next welcome. */
    Latencies returns() {
        return returns;
    }

    /** Returns the gateway for the next attempt of a device: after each failure another one. */
    URI gateway(int device, int failures) {
        return gateways.get(Math.floorMod(firsts.applyAsInt(device) + turn + failures, gateways.size()));
    }

    /** Has all devices begin at the gateway so many further than theirs. */
    void turn(int gateways) {
        turn = gateways;
    }

    /** Measures what is planned from now on, and forgets what was measured before. */
    void measure() {
        welcomes.clear();
        returns.clear();
        ledger.measureFrom(System.nanoTime());
    }

    void add(Room room) {
        rooms.put(room.id, room);
    }

    @Nullable
    Room room(String id) {
        return rooms.get(id);
    }

    Collection<Room> rooms() {
        return rooms.values();
    }

    /** Returns how many messages should have arrived at devices. */
    long expected() {
        return rooms.values().stream().mapToLong(Room::expected).sum();
    }

    /** Returns how many of those have arrived. */
    long received() {
        return rooms.values().stream().mapToLong(Room::received).sum();
    }
}
