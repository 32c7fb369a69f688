package io.minirpc.client;

import io.minirpc.internal.transport.Medium;
import io.minirpc.internal.transport.TlsChannels;
import io.minirpc.tls.TlsSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens a client's channels to servers. Thread-safe. */
final class Connector {
    /** The maximum size of the requests that wait for a server that does not read. */
    static final long MAX_UNREAD_BYTES = 64L << 20;

    private final Medium medium;
    private final @Nullable TlsChannels tls;

    Connector(ClientSettings settings) {
        medium = settings.medium();
        TlsSettings secure = settings.tls();
        tls = secure == null || medium == Medium.IN_PROCESS
                ? null
                : TlsChannels.ofClient(secure, settings.connectTimeout());
    }

    /** Connects to an address, without a timeout: the caller closes the channel if that takes too long. */
    ChannelFuture connect(EventLoop loop, SocketAddress address, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .disableResolver()
                .handler(handler);
        return medium.configure(bootstrap, MAX_UNREAD_BYTES).connect(address);
    }

    /** Adds TLS to a channel to a server, if the client has it turned on. */
    void secure(Channel channel, String host, int port) {
        if (tls != null) {
            tls.secure(channel, host, port);
        }
    }
}
