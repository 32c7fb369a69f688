package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.CloseCode;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;

/** Leads the frames of a WebSocket, whole ones, to its connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel
final class SocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Connection connection;

    SocketHandler(Connection connection) {
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            connection.received(ByteBufUtil.getBytes(text.content()));
        } else if (frame instanceof PingWebSocketFrame ping) {
            connection.pinged();
            if (connection.state() != Connection.State.CLOSED
                    && context.channel().isWritable()) {
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            }
        } else if (frame instanceof PongWebSocketFrame) {
            connection.pinged();
        } else if (frame instanceof CloseWebSocketFrame close) {
            closed(context, close);
        } else {
            connection.close(CloseCode.NOT_TEXT);
        }
    }

    /** Answers the client's close frame, if it is not itself an answer to ours, and ends the connection. */
    private void closed(ChannelHandlerContext context, CloseWebSocketFrame close) {
        if (connection.state() == Connection.State.CLOSED) {
            context.close();
        } else {
            connection.left();
            context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof TooLongFrameException) {
            connection.close(CloseCode.TOO_LARGE);
        } else if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            connection.close(code(corrupted.closeStatus()));
        } else {
            if (!(failure instanceof IOException || failure instanceof PrematureChannelClosureException)) {
                Failures.unexpected(failure);
            }
            context.close();
        }
    }

    private static CloseCode code(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            return CloseCode.TOO_LARGE;
        }
        return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA) ? CloseCode.NOT_UTF8 : CloseCode.PROTOCOL_ERROR;
    }
}
