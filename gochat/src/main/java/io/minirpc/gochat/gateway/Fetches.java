package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Page;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The messages that a client got by asking. A sync that brings some after a heartbeat was a heal: pushes were lost, or
 * came too late. Belongs to the connection's event loop.
 */
final class Fetches {
    private final Hub hub;
    private final Connection connection;
    private long lastHeartbeat;
    private boolean hasBeat;

    Fetches(Hub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    void heartbeat() {
        lastHeartbeat = System.nanoTime();
        hasBeat = true;
    }

    void answered(ServerFrame frame) {
        if (frame instanceof Synced synced) {
            boolean brings = fetched(synced.conversations().values().stream().flatMap(Fetches::messages));
            if (brings && hasBeat) {
                hub.metrics().healed();
            }
        } else if (frame instanceof Page page) {
            fetched(page.messages().stream());
        }
    }

    private static Stream<Message> messages(SyncEntry entry) {
        return entry.messages() == null ? Stream.of() : entry.messages().stream();
    }

    private boolean fetched(Stream<Message> messages) {
        List<Message> all = messages.toList();
        long sinceMillis = hasBeat ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeartbeat) : -1;
        hub.traces().fetched(connection.device(), all.stream(), sinceMillis);
        return !all.isEmpty();
    }
}
