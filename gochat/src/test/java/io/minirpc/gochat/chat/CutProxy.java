package io.minirpc.gochat.chat;

import io.minirpc.tests.servers.Relay;
import io.minirpc.tests.servers.TcpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private final AtomicInteger cuts = new AtomicInteger();
    private final TcpProxy proxy;

    CutProxy(int target) throws IOException {
        proxy = new TcpProxy(target, Breaking::new);
    }

    int port() {
        return proxy.port();
    }

    /** Breaks the connection of the next COMMIT. */
    void cutNext(Cut cut) {
        next.set(cut);
    }

    /** Returns how many connections were broken. */
    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    private final class Breaking implements Relay {
        private volatile boolean cutsAnswer;

        @Override
        public void upwards(InputStream client, OutputStream server) throws IOException {
            byte[] bytes = new byte[1 << 16];
            for (int count = client.read(bytes); count >= 0; count = client.read(bytes)) {
                Cut cut = isCommit(bytes, count) ? next.getAndSet(Cut.NONE) : Cut.NONE;
                cutsAnswer = cut == Cut.AFTER_COMMIT;
                cuts.addAndGet(cut == Cut.NONE ? 0 : 1);
                if (cut == Cut.BEFORE_COMMIT) {
                    return;
                }
                server.write(bytes, 0, count);
            }
        }

        @Override
        public void downwards(InputStream server, OutputStream client) throws IOException {
            byte[] bytes = new byte[1 << 16];
            for (int count = server.read(bytes); count >= 0 && !cutsAnswer; count = server.read(bytes)) {
                client.write(bytes, 0, count);
            }
        }
    }

    private static boolean isCommit(byte[] bytes, int count) {
        return new String(bytes, 0, count, StandardCharsets.ISO_8859_1).endsWith("COMMIT");
    }
}
