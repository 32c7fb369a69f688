package io.minirpc.gochat.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN;
import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.UPGRADE_REQUIRED;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Leads requests to the WebSocket or to the rest of HTTP, one at a time. Belongs to its channel's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel
final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String SOCKET_PATH = "/ws";

    private final HttpRequests requests;
    private final HostCheck hosts;
    private final RemoteAddress addresses;
    private final HttpDeadline deadline;
    private final WebSocketUpgrade upgrade;

    HttpRouter(
            HttpRequests requests,
            HostCheck hosts,
            RemoteAddress addresses,
            HttpDeadline deadline,
            WebSocketUpgrade upgrade) {
        this.requests = requests;
        this.hosts = hosts;
        this.addresses = addresses;
        this.deadline = deadline;
        this.upgrade = upgrade;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            boolean tooLong = request.decoderResult().cause() instanceof TooLongFrameException;
            refuse(context, tooLong ? REQUEST_HEADER_FIELDS_TOO_LARGE : BAD_REQUEST);
        } else if (!hosts.allows(request.headers(), port(context.channel()))) {
            refuse(context, FORBIDDEN);
        } else if (path(request).equals(SOCKET_PATH)) {
            if (!upgrade.upgrade(context.channel(), request)) {
                refuse(context, UPGRADE_REQUIRED);
            }
        } else {
            handle(context, request);
        }
    }

    private static int port(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
    }

    private static String path(FullHttpRequest request) {
        int query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    private void handle(ChannelHandlerContext context, FullHttpRequest request) {
        context.channel().config().setAutoRead(false);
        deadline.start(context.pipeline().context(deadline), Timing.HTTP_RESPONSE);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        request.retain();
        ask(request, remoteAddress(context.channel(), request)).whenComplete((response, failure) -> {
            request.release();
            if (failure != null) {
                Failures.unexpected(failure);
            }
            FullHttpResponse answer = response != null ? response : empty(INTERNAL_SERVER_ERROR);
            if (context.executor().isShuttingDown()) {
                answer.release();
            } else {
                context.executor().execute(() -> respond(context, answer, keepAlive));
            }
        });
    }

    private CompletionStage<FullHttpResponse> ask(FullHttpRequest request, String remoteAddress) {
        try {
            return requests.handle(request, remoteAddress);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private String remoteAddress(Channel channel, FullHttpRequest request) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? addresses.of(remote.getAddress(), request.headers())
                : String.valueOf(channel.remoteAddress());
    }

    private void respond(ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive) {
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        context.writeAndFlush(response).addListener(written -> {
            if (!written.isSuccess() || !keepAlive) {
                context.close();
            } else if (context.channel().isActive()) {
                deadline.start(context.pipeline().context(deadline), Timing.HTTP_REQUEST);
                context.channel().config().setAutoRead(true);
            }
        });
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
        FullHttpResponse response = empty(status);
        HttpUtil.setContentLength(response, 0);
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static FullHttpResponse empty(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
