package io.minirpc.client;

import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fake server of version 1, played by the test: takes down what clients send and answers only what the test tells it
 * to.
 */
final class VersionOneServer implements AutoCloseable {
    private static final byte[] HELLO = {8, 7}; // all features

    private final ServerSocket listener;
    private final Thread accepting;
    private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final AtomicInteger hellos = new AtomicInteger();
    private final Set<RawPeer> peers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    record Received(RawPeer peer, RawFrame frame) {
        void answer(String reply, String error) throws IOException {
            String text = frame.text();
            if (frame.codec() == 0) {
                String method = text.replaceAll(".*\"ServiceMethod\":\"([^\"]*)\".*", "$1");
                peer.send(
                        0,
                        1,
                        frame.seq(),
                        "{\"ServiceMethod\":\"%s\",\"Seq\":%d,\"Reply\":%s,\"Error\":\"%s\"}"
                                .formatted(method, frame.seq(), reply, error));
            } else {
                String hex = "0000%08x%s%04x%s".formatted(reply.length(), hex(reply), error.length(), hex(error));
                peer.send(1, 1, frame.seq(), java.util.HexFormat.of().parseHex(hex));
            }
        }

        private static String hex(String text) {
            return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    VersionOneServer() throws IOException {
        this(0);
    }

    VersionOneServer(int port) throws IOException {
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        accepting = start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The next request, whatever its connection. */
    Received next() throws InterruptedException {
        Received request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    boolean hasNoRequest() {
        return requests.isEmpty();
    }

    /** How many connections were made so far. */
    int connections() {
        return connections.get();
    }

    int heartbeats() {
        return heartbeats.get();
    }

    /** How many clients have said hello so far. */
    int hellos() {
        return hellos.get();
    }

    /** Sends hello on all connections, as a newer server does. */
    void sayHello() {
        for (RawPeer peer : peers) {
            try {
                peer.send(0, 2, 0, HELLO);
            } catch (IOException e) {
                // the client has closed it
            }
        }
    }

    /** Closes the connections there are. */
    void hangUp() {
        peers.forEach(RawPeer::close);
    }

    /** Closes the port, which is free when this returns; the connections stay. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                RawPeer peer = new RawPeer(listener.accept());
                connections.incrementAndGet();
                peers.add(peer);
                start(() -> receive(peer));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void receive(RawPeer peer) {
        try (peer) {
            for (RawFrame frame = peer.read(); frame != null; frame = peer.read()) {
                if (frame.type() == 0) {
                    requests.add(new Received(peer, frame));
                } else if (frame.body().length == 0) {
                    heartbeats.incrementAndGet();
                } else {
                    hellos.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "version-one-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
