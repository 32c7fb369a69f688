package io.minirpc.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that holds back all that a server says until a test lets it go, like a link that is long or a late server.
 */
final class GatedProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int port;
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    GatedProxy(int port) throws IOException {
        this.port = port;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Lets everything go, from now on. */
    void open() {
        gate.complete(null);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        gate.complete(null);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(server);
                start(() -> pump(client, server, CompletableFuture.completedFuture(null)));
                start(() -> pump(server, client, gate));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void pump(Socket from, Socket to, CompletableFuture<Void> gate) {
        byte[] bytes = new byte[64 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                gate.join();
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // one of them has hung up, and so does the other
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "gated-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
