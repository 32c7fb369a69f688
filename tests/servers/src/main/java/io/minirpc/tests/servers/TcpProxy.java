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
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A proxy between clients and a server of this machine. It can cut them off from each other, lead new connections to
 * another server, end those that are silent, and, by a {@link Relay}, lose or change what is said. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = new HashSet<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Supplier<? extends Relay> relays;
    private final int silenceMillis;
    private int target;
    private boolean cut;

    /** Listens on a port of its own for a server's port. */
    public TcpProxy(int target) throws IOException {
        this(target, () -> Relay.FAITHFUL);
    }

    /**
     * Listens for a server's port, and gives each connection a relay.
     *
     * @param relays called once for each connection, on the thread that accepts
     */
    public TcpProxy(int target, Supplier<? extends Relay> relays) throws IOException {
        this(target, relays, Duration.ZERO);
    }

    private TcpProxy(int target, Supplier<? extends Relay> relays, Duration silence) throws IOException {
        this.target = target;
        this.relays = relays;
        silenceMillis = (int) silence.toMillis();
        start("accept", this::accept);
    }

    /** Listens for a server's port, and ends connections on which either side says nothing for a time. */
    public static TcpProxy endingAfter(Duration silence, int target) throws IOException {
        return new TcpProxy(target, () -> Relay.FAITHFUL, silence);
    }

    /** Returns how many connections were ended for their silence. */
    public int ended() {
        return ended.get();
    }

    /** Returns the port to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Leads connections from now on to another port; those that are open stay. */
    public synchronized void lead(int port) {
        target = port;
    }

    /** Ends the connections that are open, and lets new ones through. */
    public synchronized void endOpen() {
        open.forEach(TcpProxy::closeQuietly);
        open.clear();
    }

    /** Ends all connections, and those to come at once. */
    public synchronized void cut() {
        cut = true;
        endOpen();
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
                // this was closed
            }
        }
    }

    private synchronized void connect(Socket client) {
        if (cut) {
            closeQuietly(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.addAll(List.of(client, server));
            client.setSoTimeout(silenceMillis);
            server.setSoTimeout(silenceMillis);
            Relay relay = relays.get();
            start("up", () -> pump(client, server, relay::upwards));
            start("down", () -> pump(server, client, relay::downwards));
        } catch (IOException e) {
            closeQuietly(client); // the server is away
        }
    }

    private void pump(Socket from, Socket to, Direction direction) {
        try (from;
                to) {
            direction.copy(from.getInputStream(), to.getOutputStream());
        } catch (SocketTimeoutException e) {
            ended.incrementAndGet();
        } catch (IOException e) {
            // cut, or one of them has gone
        } finally {
            forget(from, to);
        }
    }

    private synchronized void forget(Socket from, Socket to) {
        open.remove(from);
        open.remove(to);
    }

    @FunctionalInterface
    private interface Direction {
        void copy(InputStream from, OutputStream to) throws IOException;
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
