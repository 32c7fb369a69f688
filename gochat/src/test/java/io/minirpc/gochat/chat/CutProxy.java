package io.minirpc.gochat.chat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A way to a database server on this machine that breaks connections at a COMMIT. Thread-safe. */
final class CutProxy implements AutoCloseable {
    /** Where a connection breaks. */
    enum Cut {
        NONE,
        /** COMMIT does not arrive at the server. */
        BEFORE_COMMIT,
        /** COMMIT is executed, and its answer does not arrive at the client. */
        AFTER_COMMIT
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private final AtomicInteger cuts = new AtomicInteger();
    private final int target;

    CutProxy(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Breaks the connection of the next COMMIT. */
    void cutNext(Cut cut) {
        next.set(cut);
    }

    /** Returns how many connections were broken. */
    int cuts() {
        return cuts.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            Pair pair = new Pair(client, server);
            start(pair::upwards);
            start(pair::downwards);
        }
    }

    private final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean cutsAnswer;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void upwards() throws IOException {
            try (client;
                    server) {
                byte[] bytes = new byte[1 << 16];
                InputStream in = client.getInputStream();
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    Cut cut = isCommit(bytes, count) ? next.getAndSet(Cut.NONE) : Cut.NONE;
                    cutsAnswer = cut == Cut.AFTER_COMMIT;
                    cuts.addAndGet(cut == Cut.NONE ? 0 : 1);
                    if (cut == Cut.BEFORE_COMMIT) {
                        return;
                    }
                    server.getOutputStream().write(bytes, 0, count);
                }
            }
        }

        void downwards() throws IOException {
            try (client;
                    server) {
                byte[] bytes = new byte[1 << 16];
                InputStream in = server.getInputStream();
                for (int count = in.read(bytes); count >= 0 && !cutsAnswer; count = in.read(bytes)) {
                    client.getOutputStream().write(bytes, 0, count);
                }
            }
        }
    }

    private static boolean isCommit(byte[] bytes, int count) {
        return new String(bytes, 0, count, StandardCharsets.ISO_8859_1).endsWith("COMMIT");
    }

    @FunctionalInterface
    private interface Loop {
        void run() throws IOException;
    }

    private static void start(Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (IOException e) {
                        // a socket was closed
                    }
                },
                "cut-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
