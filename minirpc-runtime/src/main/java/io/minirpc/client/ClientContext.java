package io.minirpc.client;

import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelopes;
import io.minirpc.internal.transport.FrameRoom;
import org.slf4j.LoggerFactory;

/** The parts that all connections of a client share. Thread-safe. */
final class ClientContext {
    private final ClientSettings settings;
    private final Envelopes envelopes;
    private final RequestEncoder encoder;
    private final Connector connector;
    private final Greeting greeting;
    private final FrameRoom frames;
    private final Connections connections = new Connections();
    private final VersionOneServers versionOneServers = new VersionOneServers(System::nanoTime);
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ClientLog.NAME));
    private final ClientEvents events;

    ClientContext(ClientSettings settings) {
        this.settings = settings;
        envelopes = new Envelopes(settings.limits());
        encoder = new RequestEncoder(settings, envelopes);
        connector = new Connector(settings);
        greeting = new Greeting(settings);
        frames = new FrameRoom(settings.maxIncompleteFrameBytes());
        events = new ClientEvents(settings.listeners(), log);
    }

    ClientSettings settings() {
        return settings;
    }

    /** Returns the forms of requests and responses. */
    Envelopes envelopes() {
        return envelopes;
    }

    RequestEncoder encoder() {
        return encoder;
    }

    Connector connector() {
        return connector;
    }

    Greeting greeting() {
        return greeting;
    }

    Connections connections() {
        return connections;
    }

    /** Returns the memory for incomplete frames. */
    FrameRoom frames() {
        return frames;
    }

    /** Returns the abilities of every server. */
    ServerAbilities versionOne() {
        return ServerAbilities.versionOne(settings.limits().maxFrameBytes());
    }

    /** Returns the servers that are known to send no hello. */
    VersionOneServers versionOneServers() {
        return versionOneServers;
    }

    /** Returns the log for faults of servers, which they must not fill. */
    ThrottledLog log() {
        return log;
    }

    /** Returns the client's listeners. */
    ClientEvents events() {
        return events;
    }

    /** Counts a frame that no call waits for, such as the response to a call whose deadline has passed. */
    void dropStrayFrame(String address) {
        connections.countStray();
        events.stray(address);
    }
}
