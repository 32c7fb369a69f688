package io.minirpc.internal.transport;

import static io.minirpc.server.TestService.ECHO;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.tls.LogLines;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Event loops of one process end without a warning of Netty, whichever side closes first. */
class MemoryLoopsTest {
    /** Without the order in which loops end, a third of them warn. */
    private static final int ROUNDS = 20;

    private final LogLines log = new LogLines();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void clientThatClosesFirstIsSilent() {
        for (int i = 0; i < ROUNDS; i++) {
            try (RpcServer server = start();
                    RpcClient client = client()) {
                assertThat(client.callBlocking(ECHO, "hello")).isEqualTo("hello");
            }
        }
        assertThat(log.with("LocalChannel")).isEmpty();
    }

    @Test
    void serverThatClosesFirstIsSilent() {
        for (int i = 0; i < ROUNDS; i++) {
            try (RpcClient client = client();
                    RpcServer server = start()) {
                assertThat(client.callBlocking(ECHO, "hello")).isEqualTo("hello");
            }
        }
        assertThat(log.with("LocalChannel")).isEmpty();
    }

    private static RpcServer start() {
        return RpcServer.builder()
                .inProcess("loops")
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
    }

    private static RpcClient client() {
        return RpcClient.builder().inProcess("loops").build();
    }

    @Test
    void clientThatClosesBeforeItIsAcceptedLeavesNoConnection() throws Exception {
        EventLoopGroup servers = Medium.IN_PROCESS.newGroup(1, "minirpc-test-server-", true);
        EventLoopGroup clients = Medium.IN_PROCESS.newGroup(1, "minirpc-test-client-", true);
        CompletableFuture<Void> accepting = new CompletableFuture<>();
        try {
            CompletableFuture<Channel> accepted = listen(servers);
            servers.execute(accepting::join);
            Channel client = connect(clients);
            await().until(() -> client.localAddress() != null); // set in the turn in which it goes to the server
            client.close().await();
            accepting.complete(null);

            assertThat(accepted.get(10, SECONDS).closeFuture().await(10, SECONDS))
                    .isTrue();
        } finally {
            accepting.complete(null);
            clients.shutdownGracefully(0, 1, SECONDS).await();
            servers.shutdownGracefully(0, 1, SECONDS).await();
        }
        assertThat(log.with("LocalChannel")).isEmpty();
    }

    private static CompletableFuture<Channel> listen(EventLoopGroup loops) throws InterruptedException {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Medium.IN_PROCESS
                .configure(new ServerBootstrap(), 1_000)
                .group(loops)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.complete(channel);
                    }
                })
                .bind(address())
                .sync();
        return accepted;
    }

    private static Channel connect(EventLoopGroup loops) {
        return Medium.IN_PROCESS
                .configure(new Bootstrap(), 1_000)
                .group(loops)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address())
                .channel();
    }

    private static SocketAddress address() {
        return Medium.inProcess("loops");
    }
}
