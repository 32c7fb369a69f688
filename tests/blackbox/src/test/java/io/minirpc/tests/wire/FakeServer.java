package io.minirpc.tests.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server made of nothing but sockets, which does with each connection what the test says, then hangs up. */
public final class FakeServer implements Closeable {
    /** What to do with a connection; a failure of the socket ends it quietly. */
    public interface Script {
        void serve(RawPeer client) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<RawPeer> clients = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private FakeServer() throws IOException {}

    /** Starts a server that treats the first connections by one script each, and those after by the last one. */
    public static FakeServer start(Script... scripts) throws IOException {
        FakeServer server = new FakeServer();
        server.run(() -> server.accept(scripts));
        return server;
    }

    /** Answers every request of Arith.Add(1, 2), in the form it was asked in. */
    static void serveWell(RawPeer client) throws IOException {
        while (true) {
            answer(client, client.receiveRequest());
        }
    }

    /** Answers a request of Arith.Add(1, 2) as a server of version 1 would. */
    static void answer(RawPeer client, byte[] request) throws IOException {
        boolean binary = Frames.codecOf(request) == Frames.BINARY;
        boolean payload = new String(Frames.bodyOf(request)).contains("Payload");
        byte[] response = Frames.bytes(
                binary ? Frames.BINARY_RESPONSE : payload ? Frames.PAYLOAD_RESPONSE : Frames.DOCUMENT_RESPONSE);
        client.send(
                Frames.frame(Frames.codecOf(request), Frames.RESPONSE, Frames.seqOf(request), Frames.bodyOf(response)));
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept(Script[] scripts) throws IOException {
        for (int i = 0; ; i = Math.min(i + 1, scripts.length - 1)) {
            Script script = scripts[i];
            RawPeer client = new RawPeer(listener.accept());
            clients.add(client);
            run(() -> {
                try (client) {
                    script.serve(client);
                } finally {
                    clients.remove(client);
                }
            });
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the other side has hung up, or the test is over
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "fake-server");
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (RawPeer client : clients) {
            client.close();
        }
        for (Thread thread : threads) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
