package io.minirpc.client;

import io.minirpc.codec.Limits;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelopes;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameRoom;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.Medium;
import io.minirpc.internal.transport.TlsChannels;
import io.minirpc.internal.transport.Traffic;
import io.minirpc.tls.TlsSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What all connections of a client share. Thread-safe. */
final class ClientContext {
    private static final int LOW_WATERMARK = 256 << 10;
    private static final int HIGH_WATERMARK = 1 << 20;
    private static final long MAX_UNREAD_BYTES = 64L << 20;

    private final ClientSettings settings;
    private final Medium medium;
    private final Envelopes envelopes;
    private final RequestEncoder encoder;
    private final Hello hello;
    private final @Nullable TlsChannels tls;
    private final @Nullable TokenSource tokens;
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(RpcClient.class));
    private final LongAdder strayFrames = new LongAdder();
    private final Traffic traffic = new Traffic();
    private final FrameRoom frames;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
    private final ClientEvents events;
    private final VersionOneServers versionOneServers = new VersionOneServers(System::nanoTime);

    ClientContext(ClientSettings settings) {
        this.settings = settings;
        events = new ClientEvents(settings.listeners(), log);
        medium = settings.medium();
        envelopes = new Envelopes(settings.limits());
        encoder = new RequestEncoder(settings, envelopes);
        frames = new FrameRoom(settings.maxIncompleteFrameBytes());
        hello = Hello.ours(settings.limits());
        TlsSettings secure = settings.tls();
        tls = secure == null || medium == Medium.IN_PROCESS
                ? null
                : TlsChannels.ofClient(secure, settings.connectTimeout());
        Supplier<@Nullable String> token = settings.token();
        tokens = token == null ? null : new TokenSource(token, settings.connectTimeout());
    }

    /** Returns what the calls travel over. */
    Medium medium() {
        return medium;
    }

    /** Returns how many connections to each server there are. */
    int connectionsPerServer() {
        return settings.connections();
    }

    Limits limits() {
        return settings.limits();
    }

    /** Returns where to say what is wrong with the server, which may not fill the log. */
    ThrottledLog log() {
        return log;
    }

    Duration heartbeat() {
        return settings.heartbeat();
    }

    /** Returns how long a call may take where nothing else is said. */
    Duration deadline() {
        return settings.deadline();
    }

    Duration connectTimeout() {
        return settings.connectTimeout();
    }

    Lookups lookups() {
        return settings.lookups();
    }

    Duration helloTimeout() {
        return settings.helloTimeout();
    }

    Envelopes envelopes() {
        return envelopes;
    }

    /** Returns the encoder of requests. */
    RequestEncoder encoder() {
        return encoder;
    }

    /**
     * Sends the hello, with the client's token if it has one, and then runs a task on the event loop. Closes the
     * connection if the token cannot be obtained.
     */
    void greet(Connection connection, EventLoop loop, Runnable said) {
        if (tokens == null) {
            greet(connection, null);
            said.run();
        } else {
            tokens.ask(connection, loop, token -> {
                if (greet(connection, token)) {
                    said.run();
                }
            });
        }
    }

    private boolean greet(Connection connection, @Nullable String token) {
        byte[] body = hello.withToken(token).bytes();
        if (body.length > Hello.MAX_BYTES) {
            String sizes = body.length + " bytes (expected: at most " + Hello.MAX_BYTES + ")";
            connection.close("the client's token is too long, its hello has " + sizes, null);
            return false;
        }
        connection.append(Frame.JSON, Frame.HEARTBEAT, 0, body);
        return true;
    }

    /** Returns whether the client sends a token with its hello. */
    boolean hasToken() {
        return tokens != null;
    }

    /** Returns how many bytes may wait for a server that does not read. */
    long maxUnreadBytes() {
        return MAX_UNREAD_BYTES;
    }

    /** Returns how many calls one connection may have at a time, those included that wait to be sent. */
    int maxCalls() {
        return settings.maxCallsPerConnection();
    }

    /** Returns the servers that are known to send no hello. */
    VersionOneServers versionOneServers() {
        return versionOneServers;
    }

    /** Returns what every server understands. */
    Peer versionOne() {
        return Peer.versionOne(limits().maxFrameBytes());
    }

    /** Returns where to say what happens. */
    ClientEvents events() {
        return events;
    }

    /** Returns the memory for incomplete frames. */
    FrameRoom frames() {
        return frames;
    }

    /** Returns where connections count their bytes. */
    Traffic traffic() {
        return traffic;
    }

    /** Counts a frame that nobody waits for, such as the response to a call whose deadline has passed. */
    void dropStrayFrame(Target from) {
        strayFrames.increment();
        events.stray(from.name());
    }

    void connecting(ClientConnection connection) {
        connections.add(connection);
    }

    void ended(ClientConnection connection) {
        connections.remove(connection);
    }

    ClientStats stats() {
        int all = 0;
        int ready = 0;
        int calls = 0;
        for (ClientConnection connection : connections) {
            all++;
            ready += connection.isReady() ? 1 : 0;
            calls += connection.calls();
        }
        return new ClientStats(all, ready, calls, traffic.bytesIn(), traffic.bytesOut(), strayFrames.sum());
    }

    /** Puts TLS in front of a channel to a server, where that is asked for. */
    void secure(Channel channel, String host, int port) {
        if (tls != null) {
            tls.secure(channel, host, port);
        }
    }

    /** Connects to an address, without a timeout: the caller closes the channel if that takes too long. */
    ChannelFuture connect(EventLoop loop, SocketAddress address, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(medium.clientChannels())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATERMARK, HIGH_WATERMARK))
                .disableResolver()
                .handler(handler);
        if (medium == Medium.TCP) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        }
        return bootstrap.connect(address);
    }
}
