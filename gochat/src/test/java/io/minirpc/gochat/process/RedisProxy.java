package io.minirpc.gochat.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.minirpc.tests.servers.Relay;
import io.minirpc.tests.servers.TcpProxy;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the Redis servers of this machine that loses some of what is published, and leads new connections where it
 * is told. Thread-safe.
 */
final class RedisProxy implements AutoCloseable {
    /** A command that changes nothing, and is answered as PUBLISH is where one gateway listens. */
    private static final byte[] INSTEAD = "*3\r\n$4\r\nEVAL\r\n$8\r\nreturn 1\r\n$1\r\n0\r\n".getBytes(US_ASCII);

    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final TcpProxy proxy = new TcpProxy(0, Losing::new);
    private volatile double share;

    /** Leads nowhere until it is {@link #lead told}. */
    RedisProxy() throws IOException {}

    /** Returns the URL to connect to. */
    String url() {
        return "redis://127.0.0.1:" + proxy.port();
    }

    /** Leads connections from now on to another port; those that are open stay. */
    void lead(int port) {
        proxy.lead(port);
    }

    /** Loses a share of what is published, 0 to 1. */
    void lose(double newShare) {
        share = newShare;
    }

    /** Returns how much was published, lost or not. */
    int published() {
        return published.get();
    }

    /** Returns how much was lost of it. */
    int lost() {
        return lost.get();
    }

    /** Ends all connections. */
    void cut() {
        proxy.endOpen();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    private final class Losing implements Relay {
        @Override
        public void upwards(InputStream client, OutputStream server) throws IOException {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client));
            while (true) {
                server.write(command(in));
            }
        }
    }

    /** Returns the next command, or what is sent instead. RESP: *WORDS, and for each word $LENGTH and its bytes. */
    private byte[] command(DataInputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int words = number('*', line(in, all));
        boolean isPublish = false;
        for (int i = 0; i < words; i++) {
            byte[] word = new byte[number('$', line(in, all)) + 2];
            in.readFully(word);
            all.writeBytes(word);
            isPublish |= i == 0 && new String(word, US_ASCII).equalsIgnoreCase("PUBLISH\r\n");
        }
        return isPublish && loses() ? INSTEAD : all.toByteArray();
    }

    private boolean loses() {
        published.incrementAndGet();
        boolean loses = ThreadLocalRandom.current().nextDouble() < share;
        lost.addAndGet(loses ? 1 : 0);
        return loses;
    }

    private static String line(DataInputStream in, ByteArrayOutputStream copy) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
            copy.write(next);
        }
        copy.write('\n');
        return line.toString().strip();
    }

    private static int number(char kind, String line) throws IOException {
        if (line.isEmpty() || line.charAt(0) != kind) {
            throw new IOException("not a command of Redis: " + line + " (expected: " + kind + ")");
        }
        return Integer.parseInt(line.substring(1));
    }
}
