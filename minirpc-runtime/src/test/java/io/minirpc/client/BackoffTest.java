package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.codec.Limits;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import io.minirpc.server.TestService.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often clients connect to servers that are of no use. */
class BackoffTest {
    private static final Duration WINDOW = Duration.ofSeconds(2);

    /**
     * The sum of 14 waits is below 2 s in one case of 10^12: the last eight have bounds of 6.4 s each. Without backoff
     * there are 40 connections in that time.
     */
    private static final int MOST_IN_WINDOW = 14;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private Server server(Script script) throws IOException {
        Server server = new Server(script);
        open.add(server);
        return server;
    }

    private RpcClient client(Server server, WireFormat format) {
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .build();
        open.add(client);
        return client;
    }

    @Test
    void serversThatHangUpAreConnectedToLessAndLessOften() throws Exception {
        List<Script> scripts = List.of(
                (peer, connection) -> {},
                (peer, connection) -> peer.send("00"),
                (peer, connection) -> hello(peer),
                (peer, connection) -> {
                    hello(peer);
                    peer.send(Frame.JSON, Frame.DRAIN, 0, new byte[0]);
                },
                (peer, connection) -> {
                    hello(peer);
                    peer.send("6d7270");
                },
                (peer, connection) -> {
                    hello(peer);
                    peer.send(2, 1, 4711, new byte[0]); // answers what was not asked
                },
                (peer, connection) -> {
                    peer.send(Frame.JSON, Frame.HEARTBEAT, 0, new byte[0]);
                    peer.send(HexFormat.of().formatHex("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
                });
        List<Server> servers = new ArrayList<>();
        for (Script script : scripts) {
            for (WireFormat format : WireFormat.values()) {
                Server server = server(script);
                servers.add(server);
                client(server, format).call(ADD, new Pair(1, 2));
            }
        }
        await().until(() -> servers.stream().allMatch(server -> server.connections.get() > 0));
        int[] before = connections(servers);
        TimeUnit.NANOSECONDS.sleep(WINDOW.toNanos()); // how often they connect meanwhile is the point
        int[] after = connections(servers);
        for (int i = 0; i < after.length; i++) {
            assertThat(after[i] - before[i]).as("connections to server %d", i).isLessThanOrEqualTo(MOST_IN_WINDOW);
        }
    }

    private static int[] connections(List<Server> servers) {
        return servers.stream().mapToInt(server -> server.connections.get()).toArray();
    }

    @Test
    void usefulConnectionEndsTheBackoff() throws Exception {
        int useless = 6;
        Server server = server((peer, connection) -> {
            if (connection > useless) {
                answer(peer);
            }
        });
        RpcClient client = client(server, WireFormat.BINARY);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            return client.call(ADD, new Pair(1, 2))
                    .handle((sum, e) -> e == null)
                    .join();
        });
        int after = server.connections.get();
        // Waits of up to 6.4 s would be next; now there is none, then some of up to 100, 200 and 400 ms.
        await().atMost(Duration.ofSeconds(3)).until(() -> {
            client.call(ADD, new Pair(1, 2)).handle((sum, e) -> e == null).join();
            return server.connections.get() >= after + 5;
        });
    }

    private static void hello(RawPeer peer) throws IOException {
        peer.send(Frame.JSON, Frame.HEARTBEAT, 0, Hello.ours(Limits.DEFAULT).bytes());
    }

    /** Answers one call, in BINARY. */
    private static void answer(RawPeer peer) throws IOException {
        RawFrame frame = peer.read();
        while (frame != null && frame.type() != 0) {
            frame = peer.read();
        }
        if (frame != null) {
            peer.send(1, 1, frame.seq(), HexFormat.of().parseHex("00000000000133" + "0000"));
        }
    }

    private interface Script {
        /** Does something with the connection of a number, from 1 on, before it is closed. */
        void serve(RawPeer peer, int connection) throws IOException;
    }

    /** A server that hangs up after each connection's script. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final Script script;
        private final Thread thread = new Thread(this::accept, "useless-server");

        Server(Script script) throws IOException {
            this.script = script;
            thread.start();
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() {
            while (!listener.isClosed()) {
                try (RawPeer peer = new RawPeer(listener.accept())) {
                    script.serve(peer, connections.incrementAndGet());
                } catch (IOException | UncheckedIOException e) {
                    // the client has hung up, or the test is over
                }
            }
        }

        @Override
        public void close() throws Exception {
            listener.close();
            thread.join();
        }
    }
}
