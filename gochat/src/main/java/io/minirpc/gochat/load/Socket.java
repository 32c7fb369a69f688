package io.minirpc.gochat.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One WebSocket: the handshake, then texts. Belongs to the channel's event loop; used for one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel
final class Socket extends SimpleChannelInboundHandler<Object> {
    private static final int ABNORMAL = 1006;

    /** A listener of a socket. It is called on the event loop; {@code lost} is the last call. */
    interface Events {
        void opened(Channel channel);

        /** Takes the text of a frame, which is UTF-8 and belongs to the caller. */
        void received(ByteBuf text);

        void lost(int code, String reason);
    }

    private final Events events;
    private @Nullable WebSocketClientHandshaker handshaker;
    private boolean over;

    Socket(URI gateway, Events events) {
        this.events = events;
        handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                URI.create("ws://" + gateway.getAuthority() + "/ws"),
                WebSocketVersion.V13,
                null,
                false,
                new DefaultHttpHeaders(),
                Network.MAX_FRAME);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (over || handshaker == null) {
            context.close();
        } else {
            handshaker.handshake(context.channel());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        if (over) {
            context.close();
        } else if (message instanceof TextWebSocketFrame text) {
            events.received(text.content());
        } else if (message instanceof FullHttpResponse response) {
            finish(context.channel(), response);
        } else if (message instanceof PingWebSocketFrame ping) {
            context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (message instanceof CloseWebSocketFrame close) {
            lost(close.statusCode(), close.reasonText());
            context.writeAndFlush(close.retain()).addListener(written -> context.close());
        }
    }

    private void finish(Channel channel, FullHttpResponse response) {
        WebSocketClientHandshaker shaking = handshaker;
        handshaker = null; // it is of no use while the connection is open
        try {
            if (shaking != null) {
                shaking.finishHandshake(channel, response);
                events.opened(channel);
            }
        } catch (WebSocketHandshakeException e) {
            lost(ABNORMAL, "answered with status " + response.status().code());
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost(ABNORMAL, "the connection was lost");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        lost(ABNORMAL, String.valueOf(failure));
        context.close();
    }

    /** Tells that it is over, once. */
    void lost(int code, String reason) {
        if (!over) {
            over = true;
            events.lost(code, reason);
        }
    }
}
