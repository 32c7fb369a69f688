package io.minirpc.gochat.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes HTTP connections that take too long, however busy they look: to send a request, or to take a response. Belongs
 * to its channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail
final class HttpDeadline extends ChannelInboundHandlerAdapter {
    private final GatewaySettings settings;
    private @Nullable Future<?> timer;

    HttpDeadline(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        start(context, Timing.HTTP_REQUEST);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancel();
        context.fireChannelInactive();
    }

    /** Stops for good, as with the upgrade. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel();
    }

    /** Starts the time for what comes next. */
    void start(ChannelHandlerContext context, Timing timing) {
        cancel();
        timer = context.executor().schedule(() -> context.close(), settings.millis(timing), TimeUnit.MILLISECONDS);
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
