package io.minirpc.gochat.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes connections that are too many, in all or of one address, before anything is read. Thread-safe. */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail
final class ConnectionCounts extends ChannelInboundHandlerAdapter {
    private final GatewaySettings settings;
    private final RemoteAddress addresses;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionCounts(GatewaySettings settings, RemoteAddress addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (isOneTooMany(context.channel())) {
            context.close();
        } else {
            context.fireChannelActive();
        }
    }

    private boolean isOneTooMany(Channel channel) {
        boolean tooMany = all.incrementAndGet() > settings.get(Limit.CONNECTIONS);
        channel.closeFuture().addListener(closed -> all.decrementAndGet());
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote) || addresses.isProxy(remote.getAddress())) {
            return tooMany;
        }
        String key = key(remote.getAddress());
        int same = byAddress.merge(key, 1, Integer::sum);
        channel.closeFuture()
                .addListener(
                        closed -> byAddress.computeIfPresent(key, (ignored, count) -> count == 1 ? null : count - 1));
        return tooMany || same > settings.get(Limit.CONNECTIONS_PER_ADDRESS);
    }

    private static String key(InetAddress address) {
        return RemoteAddress.limitKey(NetUtil.toAddressString(address));
    }
}
