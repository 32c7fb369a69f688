package io.minirpc.gochat.check;

import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The judgement of a load that another program makes: it logs what that program sends and is answered, and at the end
 * new devices read the conversations back. Whether messages came to the connections of the load is for that program to
 * count. Thread-safe.
 */
public final class Readback {
    private static final int AT_ONCE = 4;
    private static final int RUNS = 36 * 36 * 36 * 36;

    /** The devices of this judgement are opened after everything was committed, so none of them is late. */
    private static final long PROMISE = Duration.ofHours(1).toNanos();

    private final History history = new History(
            new Payloads(Integer.toString(ThreadLocalRandom.current().nextInt(RUNS), 36)), System::nanoTime);

    /** A user whose new device reads all of his conversations. */
    public record Reader(String id, String name, AccessTokens tokens) {}

    /** Adds a connection that sends; returns its number. */
    public int sender(String user, String name) {
        return history.screen(history.user(user, name), name, false).index;
    }

    /** Logs a message before it is sent; returns its number, which counts from 0. */
    public int sends(int sender, String conversation) {
        return history.sends(history.screen(sender), conversation);
    }

    /** Returns the content of a message: a word that names this load, a space, the number, a space, a filling. */
    public String content(int number) {
        return history.payloads().of(number);
    }

    /** Logs that the server said that a message is committed. */
    public void sent(int number, long seq, String messageId) {
        history.sent(number, seq, messageId);
    }

    /** Logs that the server refused a message for good. */
    public void refused(int number, String code) {
        history.refused(number, code);
    }

    /**
     * Has a new device of each reader read all of his conversations, then judges all of them.
     *
     * @param gateways where the devices connect, by turns
     * @param readers at least one of each conversation; all must be users of this load alone
     * @param out is told the findings
     * @return how many findings there are
     * @throws IOException if the server does not answer
     */
    public int judge(List<URI> gateways, List<Reader> readers, PrintStream out)
            throws IOException, InterruptedException {
        try (ClientResources resources = new ClientResources()) {
            readAll(new NewDevices(Clients.RIGHT, resources, history), gateways, readers);
        }
        Verdict verdict = Judge.judge(history, PROMISE);
        verdict.findings().forEach(new Report(out, false)::print);
        return verdict.counts().values().stream().mapToInt(Integer::intValue).sum();
    }

    private void readAll(NewDevices devices, List<URI> gateways, List<Reader> readers)
            throws IOException, InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Reader reader : readers) {
            int user = history.user(reader.id(), reader.name());
            ClientSettings settings = settings(gateways, tasks.size(), reader.tokens());
            tasks.add(() -> {
                devices.read(user, reader.name(), settings);
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> read : threads.invokeAll(tasks)) {
                await(read);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static ClientSettings settings(List<URI> gateways, int number, AccessTokens tokens) {
        List<URI> rotated = new ArrayList<>(gateways);
        Collections.rotate(rotated, number);
        return ClientSettings.of(rotated.get(0), tokens, NewDevices.DEVICE).withGateways(rotated);
    }

    private static void await(Future<Void> read) throws IOException, InterruptedException {
        try {
            read.get();
        } catch (ExecutionException e) {
            throw new IOException("conversations could not be read back: " + e.getMessage(), e);
        }
    }
}
