package io.minirpc.gochat.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.flow.FlowControlHandler;
import java.util.Map;

/** Makes a WebSocket of an HTTP connection: RFC 6455, without compression and without a subprotocol. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel
final class WebSocketUpgrade {
    private static final String VERSION = "13";

    private final Hub hub;
    private final Map<EventLoop, Loop> loops;
    private final int maxFrameBytes;
    private final WebSocketDecoderConfig config;

    WebSocketUpgrade(Hub hub, Map<EventLoop, Loop> loops) {
        this.hub = hub;
        this.loops = loops;
        maxFrameBytes = hub.settings().get(Limit.FRAME_BYTES);
        config = WebSocketDecoderConfig.newBuilder()
                .allowExtensions(false)
                .maxFramePayloadLength(maxFrameBytes)
                .closeOnProtocolViolation(false) // the connection closes, and counts it
                .withUTF8Validator(false) // Utf8FrameValidator knows fragments
                .build();
    }

    /** Answers the handshake; returns false where the request is none. */
    boolean upgrade(Channel channel, FullHttpRequest request) {
        if (!isHandshake(request)) {
            return false;
        }
        try {
            // The location is for versions before 13.
            new WebSocketServerHandshaker13("ws://localhost/ws", null, config).handshake(channel, request);
        } catch (WebSocketHandshakeException e) {
            return false;
        }
        becomeSocket(channel);
        return true;
    }

    private static boolean isHandshake(FullHttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }

    private void becomeSocket(Channel channel) {
        Loop loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("event loop: " + channel.eventLoop() + " (expected: one of this gateway)");
        }
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(
                new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(maxFrameBytes),
                new SocketHandler(new Connection(hub, loop, channel)));
        pipeline.remove(HttpDeadline.class);
        pipeline.remove(FlowControlHandler.class);
        pipeline.remove(HttpRouter.class);
    }
}
