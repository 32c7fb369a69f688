package io.minirpc.tests.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server of this machine, and can cut them off from each other. Thread-safe. */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = new HashSet<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final int silenceMillis;
    private boolean cut;

    /** Listens on a port of its own for a server's port. */
    public TcpProxy(int target) throws IOException {
        this(target, 0);
    }

    private TcpProxy(int target, int silenceMillis) throws IOException {
        this.target = target;
        this.silenceMillis = silenceMillis;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** Listens for a server's port, and ends connections on which either side says nothing for a time. */
    public static TcpProxy endingAfter(Duration silence, int target) throws IOException {
        return new TcpProxy(target, (int) silence.toMillis());
    }

    /** Returns how many connections were ended for their silence. */
    public int ended() {
        return ended.get();
    }

    /** Returns the port to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections, and those to come at once. */
    public synchronized void cut() {
        cut = true;
        sockets.forEach(TcpProxy::closeQuietly);
        sockets.clear();
    }

    /** Lets connections through again. */
    public synchronized void heal() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // closed, or the server is away: the client finds out
            }
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        if (cut) {
            client.close();
            return;
        }
        sockets.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        client.setSoTimeout(silenceMillis);
        server.setSoTimeout(silenceMillis);
        start("up", () -> pump(client, server));
        start("down", () -> pump(server, client));
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (SocketTimeoutException e) {
            ended.incrementAndGet();
        } catch (IOException e) {
            // cut, or one of them has gone
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "tcp-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // gone already
        }
    }
}
