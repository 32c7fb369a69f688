package io.minirpc.tests.fuzz;

import io.minirpc.internal.transport.Hello;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.wire.Frames;
import io.minirpc.tests.wire.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A socket sends damaged requests and hellos to our server. Each request has to have one answer, and the call behind
 * them its own, on the same connection.
 */
final class RawRequests implements Direction {
    private static final int MAX_BODIES = 32;
    private static final int MAX_BATCH_BYTES = 60_000;
    private static final int FIRST_SEQ = 1_000_000;

    private final Corpus corpus;
    private final Tally tally;
    private final RpcServer server = Parrots.server().build().start();
    private final Map<Form, RawPeer> peers = new EnumMap<>(Form.class);

    RawRequests(Corpus corpus, Tally tally) {
        this.corpus = corpus;
        this.tally = tally;
    }

    @Override
    public String name() {
        return "raw-requests";
    }

    @Override
    public int round(Random random) throws Exception {
        Form form = Form.values()[random.nextInt(Form.values().length)];
        List<byte[]> frames = draw(form, random);
        RawPeer peer = peers.get(form);
        if (peer == null) {
            peer = connect(form);
            peers.put(form, peer);
        }
        try {
            exchange(peer, form, frames);
        } catch (IOException | AssertionError e) {
            peers.remove(form);
            peer.close();
            if (e instanceof IOException) {
                tally.lostConnection(name() + " " + form, e.toString());
            }
            throw new AssertionError(form + ": " + e + "; " + evidence(form, frames), e);
        }
        return frames.size() + 1;
    }

    private List<byte[]> draw(Form form, Random random) {
        Mutator mutator = new Mutator(random);
        List<Corpus.Exchange> valid = corpus.exchanges().get(form);
        List<byte[]> frames = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_BODIES);
        int bytes = 0;
        for (int i = 0; i < count && bytes < MAX_BATCH_BYTES; i++) {
            byte[] request =
                    Frames.bodyOf(valid.get(random.nextInt(valid.size())).request());
            byte[] body = mutator.mutate(form, request);
            frames.add(Frames.frame(form.codec, Frames.REQUEST, FIRST_SEQ + i, body));
            bytes += body.length;
            if (random.nextInt(16) == 0) {
                byte[] hello = mutator.mutateHello(corpus.clientHello());
                if (leavesAllAsItIs(hello)) {
                    frames.add(Frames.frame(Frames.JSON, Frames.HEARTBEAT, random.nextInt(), hello));
                }
            }
        }
        return frames;
    }

    /** Returns whether a hello does not take back what was said before, after which answers would be others. */
    private static boolean leavesAllAsItIs(byte[] body) {
        Hello hello = Hello.read(body, 0, body.length);
        return hello == null
                || (hello.has(Hello.NATIVE | Hello.METADATA | Hello.CONTROL)
                        && (hello.maxFrameBytes() <= 0 || hello.maxFrameBytes() >= Mutator.MAX_BYTES * 8));
    }

    private RawPeer connect(Form form) throws IOException {
        RawPeer peer = Parrots.connect(server.port());
        if (form == Form.NATIVE) {
            peer.send(Frames.frame(Frames.JSON, Frames.HEARTBEAT, 0, corpus.clientHello()))
                    .receive();
        }
        return peer;
    }

    /** Sends the frames and a good call behind them, and waits for one answer to each. */
    private void exchange(RawPeer peer, Form form, List<byte[]> frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Set<Integer> awaited = new HashSet<>();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
            if (Frames.typeOf(frame) == Frames.REQUEST) {
                awaited.add(Frames.seqOf(frame));
            }
        }
        Corpus.Exchange probe = corpus.probe(form);
        all.writeBytes(probe.request());
        awaited.add(Frames.seqOf(probe.request()));
        peer.send(all.toByteArray());
        while (!awaited.isEmpty()) {
            byte[] answer = peer.receive();
            if (Frames.typeOf(answer) == Frames.HEARTBEAT) {
                continue;
            }
            int seq = Frames.seqOf(answer);
            if (Frames.typeOf(answer) != Frames.RESPONSE || !awaited.remove(seq)) {
                throw new AssertionError("an answer that none waits for: " + Frames.hex(answer));
            }
            if (seq == Frames.seqOf(probe.request()) && !Arrays.equals(answer, probe.response())) {
                throw new AssertionError("the good call was answered " + Frames.hex(answer));
            }
        }
    }

    /** Returns the shortest frame that fails alone, or all of them. */
    private String evidence(Form form, List<byte[]> frames) {
        List<byte[]> sorted = new ArrayList<>(frames);
        sorted.sort(Comparator.comparingInt(frame -> frame.length));
        for (byte[] frame : sorted) {
            try (RawPeer peer = connect(form)) {
                exchange(peer, form, List.of(frame));
            } catch (IOException | AssertionError e) {
                return "frame " + Evidence.of(frame) + " alone: " + e.getMessage();
            }
        }
        return "none of the " + frames.size() + " frames alone";
    }

    @Override
    public void settle() {
        Parrots.settle(name(), server, tally);
    }

    @Override
    public void close() throws Exception {
        settle();
        for (RawPeer peer : peers.values()) {
            peer.close();
        }
        server.close();
    }
}
