package io.minirpc.server;

import io.minirpc.internal.Reason;
import io.minirpc.internal.transport.Medium;
import io.minirpc.internal.transport.ThreadLocals;
import io.minirpc.internal.transport.TlsChannels;
import io.minirpc.tls.TlsSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and makes connections of the channels that come in. Each counts from here on, whatever becomes of it. */
final class Acceptor extends ChannelInitializer<Channel> {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.NAME);

    private final ServerConnections connections;
    private final ServerEvents events;
    private final ConnectionCount count;
    private final long maxUnreadBytes;
    private final @Nullable TlsChannels tls;

    Acceptor(ServerSettings settings, ServerConnections connections, ServerEvents events) {
        this.connections = connections;
        this.events = events;
        count = new ConnectionCount(settings.maxConnections(), settings.maxConnectionsPerAddress());
        maxUnreadBytes = settings.maxUnreadBytesPerConnection();
        TlsSettings secure = settings.tls();
        tls = secure == null || settings.inProcess() != null
                ? null
                : TlsChannels.ofServer(secure, settings.handshakeTimeout());
    }

    /**
     * Opens the server's port.
     *
     * @throws UncheckedIOException if the address cannot be listened on, with the reason
     */
    Channel open(EventLoopGroup group, ServerSettings settings) {
        SocketAddress address = settings.address();
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            String reason = "no address is known for the host name (remedy: set an address of this machine as the"
                    + " server's host, or none to listen on all of them)";
            String name = inet.getHostString();
            throw cannotListen(name + ":" + inet.getPort(), reason, new UnknownHostException(name));
        }
        ChannelFuture bound = listen(group, settings.medium(), address);
        Throwable failure = bound.cause();
        if (failure != null) {
            throw cannotListen(address.toString(), Reason.of(failure), failure);
        }
        return bound.channel();
    }

    private static UncheckedIOException cannotListen(String address, String reason, Throwable why) {
        return new UncheckedIOException(
                "cannot listen on " + address + ": " + reason,
                why instanceof IOException io ? io : new IOException(why));
    }

    ChannelFuture listen(EventLoopGroup group, Medium medium, SocketAddress address) {
        ServerBootstrap bootstrap =
                medium.configure(new ServerBootstrap().group(group).childHandler(this), maxUnreadBytes);
        return ThreadLocals.leaveNone(() -> bind(bootstrap, address));
    }

    private static ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address) {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            AcceptFailures.watch(bound.channel(), LOG);
        }
        return bound;
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // of closing a refused channel
    protected void initChannel(Channel channel) {
        SocketAddress peer = channel.remoteAddress();
        String refusal = count.add(peer);
        channel.closeFuture().addListener(closed -> count.remove(peer));
        if (refusal != null) {
            LOG.debug("refusing the connection with {}: {}", peer, refusal);
            channel.close();
            events.refused(peer, refusal);
            return;
        }
        if (tls != null) {
            tls.secure(channel);
        }
        connections.open(channel);
        events.accepted(peer);
    }
}
