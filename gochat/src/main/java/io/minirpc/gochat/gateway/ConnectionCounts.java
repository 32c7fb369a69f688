package io.minirpc.gochat.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes connections that are too many, in all or of one address, before anything is read. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail
@Sharable
final class ConnectionCounts extends ChannelInboundHandlerAdapter {
    private final GatewaySettings settings;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionCounts(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel channel = context.channel();
        String address = address(channel);
        boolean tooMany = all.incrementAndGet() > settings.get(Limit.CONNECTIONS);
        int same = byAddress.merge(address, 1, Integer::sum);
        tooMany |= same > settings.get(Limit.CONNECTIONS_PER_ADDRESS)
                && !settings.proxies().contains(address);
        channel.closeFuture().addListener(closed -> {
            all.decrementAndGet();
            byAddress.computeIfPresent(address, (ignored, count) -> count == 1 ? null : count - 1);
        });
        if (tooMany) {
            context.close();
        } else {
            context.fireChannelActive();
        }
    }

    /** Returns the address at the other end of the socket. */
    static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : String.valueOf(channel.remoteAddress());
    }
}
