package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.frame.ErrorCode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Health, metrics and traces of a process that has no other HTTP: one request a connection. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel
public final class OperationsServer implements AutoCloseable {
    private static final int MAX_BODY = 1 << 10;
    private static final int SECONDS = 10;
    private static final long STOP_SECONDS = 2;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gochat-operations", true), NioIoHandler.newFactory());
    private final Operations operations;
    private final Channel listening;

    private OperationsServer(String host, int port, Operations operations) {
        this.operations = operations;
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new ReadTimeoutHandler(SECONDS),
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_BODY, true),
                                        new Answers());
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close(group);
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": "
                            + bound.cause().getMessage()
                            + " (expected: an address of this machine and a free port; port 0 takes one)",
                    new IOException(bound.cause()));
        }
        listening = bound.channel();
    }

    /**
     * Starts a server, which listens when this returns.
     *
     * @throws UncheckedIOException if it cannot listen on its address
     */
    public static OperationsServer start(String host, int port, Insight insight, HttpSettings settings) {
        return new OperationsServer(host, port, new Operations(insight, settings));
    }

    /** Returns the port that it listens on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        close(group);
    }

    private static void close(EventLoopGroup group) {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            request.retain();
            answer(request, context).whenComplete((response, failure) -> {
                request.release();
                FullHttpResponse sent = response != null ? response : HttpAnswers.failure(HttpFailure.of(failure));
                HttpUtil.setContentLength(sent, sent.content().readableBytes());
                sent.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                context.writeAndFlush(sent).addListener(ChannelFutureListener.CLOSE);
            });
        }

        private CompletionStage<FullHttpResponse> answer(FullHttpRequest request, ChannelHandlerContext context) {
            if (!request.method().equals(HttpMethod.GET)) {
                return CompletableFuture.completedFuture(HttpAnswers.otherMethod("GET"));
            }
            String from = context.channel().remoteAddress() instanceof InetSocketAddress remote
                    ? remote.getAddress().getHostAddress()
                    : "";
            try {
                return operations
                        .answer(new HttpCall(request, HttpApi.pathOf(request.uri()), from), from)
                        .orElseThrow(() -> HttpFailure.of(ErrorCode.NOT_FOUND, "there is no such path"));
            } catch (RuntimeException e) {
                return CompletableFuture.failedStage(e);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
