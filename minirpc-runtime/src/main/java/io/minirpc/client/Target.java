package io.minirpc.client;

import io.minirpc.transport.Medium;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server that a client calls: its address, the connections to it, and what one connection learns that helps the next.
 * Thread-safe.
 */
final class Target {
    private final ClientContext client;
    private final String host;
    private final int port;
    private final String name;
    private final SocketAddress address;
    private final Runnable listener;
    private final ConnectionPool pool;
    private volatile boolean withoutNative;

    private Target(
            ClientContext client,
            String host,
            int port,
            String name,
            SocketAddress address,
            EventLoopGroup loops,
            Runnable listener) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.name = name;
        this.address = address;
        this.listener = listener;
        pool = new ConnectionPool(this, loops, client.connectionsPerServer());
    }

    /**
     * Returns the server at a host and port.
     *
     * @param listener called when connections become ready or end; must be quick, on any thread
     */
    static Target tcp(ClientContext client, String host, int port, EventLoopGroup loops, Runnable listener) {
        String name = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        SocketAddress address = InetSocketAddress.createUnresolved(host, port);
        return new Target(client, host, port, name, address, loops, listener);
    }

    /** Returns the server that has a name in this process. */
    static Target inProcess(ClientContext client, String name, EventLoopGroup loops) {
        return new Target(client, "", 0, "in-process:" + name, Medium.inProcess(name), loops, () -> {});
    }

    ClientContext client() {
        return client;
    }

    /** Returns the server's address, for messages. */
    String name() {
        return name;
    }

    ConnectionPool pool() {
        return pool;
    }

    /** Says that a connection became ready, or ended. */
    void changed() {
        listener.run();
    }

    /** Returns what is known of the server before it is connected to again, or null. */
    @Nullable
    Peer knownPeer() {
        return client.isVersionOne(name) ? client.versionOne() : null;
    }

    /** Records the server's hello. */
    void saidHello(Peer peer) {
        if (client.removeVersionOne(name)) {
            client.log().info("{} has said hello after all", name);
        }
        boolean without = !peer.nativeForm();
        if (without && !withoutNative && client.prefersNative()) {
            client.log().info("{} does not speak the native codec; calls to it travel as BINARY", name);
        }
        withoutNative = without;
    }

    /** Records that a connection can expect no hello from the server any more. */
    void saidNoHello(String how) {
        if (client.addVersionOne(name)) {
            client.log()
                    .info(
                            "{} from {}: calls to it travel as {}, by version 1 of the protocol, until it says hello",
                            how,
                            name,
                            client.codec(null));
        }
    }

    /** Connects; whatever is attached to the channel sees all that happens on it. */
    ChannelFuture connect(EventLoop loop, Consumer<Channel> attach) {
        return client.connect(loop, address, channel -> {
            client.secure(channel, host, port);
            attach.accept(channel);
        });
    }
}
