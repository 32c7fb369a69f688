package io.minirpc.tests.fuzz;

import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.internal.transport.Hello;
import io.minirpc.tests.fuzz.Parrot.Parcel;
import io.minirpc.tests.fuzz.Parrot.RefusedException;
import io.minirpc.tests.wire.FakeServer;
import io.minirpc.tests.wire.Frames;
import io.minirpc.tests.wire.RawPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A socket answers our clients by damaged responses and hellos. Each call has to end once and at once, and the next
 * good one on the same connection has to be answered.
 */
final class RawReplies implements Direction {
    private static final int MAX_CALLS = 32;
    private static final int MAX_BATCH_BYTES = 60_000;

    private final Corpus corpus;
    private final Tally tally;
    private final Map<Form, Party> parties = new EnumMap<>(Form.class);

    RawReplies(Corpus corpus, Tally tally) throws IOException {
        this.corpus = corpus;
        this.tally = tally;
        for (Form form : Form.values()) {
            parties.put(form, new Party(form));
        }
    }

    @Override
    public String name() {
        return "raw-replies";
    }

    /** A client and what answers it: from a queue of bodies, and well where that is empty. */
    private final class Party implements FakeServer.Script {
        private final Form form;
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        private final Parrots.Losses losses;
        private final FakeServer server;
        private final RpcClient client;

        Party(Form form) throws IOException {
            this.form = form;
            losses = new Parrots.Losses(name() + " " + form, tally);
            server = FakeServer.start(this);
            client = Parrots.client(losses)
                    .address("127.0.0.1", server.port())
                    .wireFormat(form.wireFormat)
                    .build();
        }

        @Override
        public void serve(RawPeer peer) throws IOException {
            peer.withPatience(0);
            while (true) {
                byte[] frame = peer.receive();
                int seq = Frames.seqOf(frame);
                if (Frames.typeOf(frame) == Frames.HEARTBEAT) {
                    boolean says = Frames.bodyOf(frame).length > 0;
                    peer.send(says ? heartbeat(corpus.serverHello()) : frame);
                } else if (Frames.typeOf(frame) == Frames.REQUEST) {
                    Answer answer = answers.poll();
                    byte[] good = Frames.bodyOf(corpus.probe(form).response());
                    peer.send(answer == null ? response(form, seq, good) : answer.frames(seq));
                }
            }
        }

        void close() throws IOException {
            losses.expectEnd();
            client.close();
            server.close();
        }
    }

    private static byte[] response(Form form, int seq, byte[] body) {
        return Frames.frame(form.codec, Frames.RESPONSE, seq, body);
    }

    private static byte[] heartbeat(byte[] body) {
        return Frames.frame(Frames.JSON, Frames.HEARTBEAT, 0, body);
    }

    /** A damaged response, in a form that need not be the request's, and perhaps a hello before it. */
    private record Answer(Form form, byte[] body, byte[] hello) {
        byte[] frames(int seq) {
            byte[] response = response(form, seq, body);
            return hello == null ? response : Frames.concat(heartbeat(hello), response);
        }
    }

    @Override
    public int round(Random random) throws Exception {
        Party party = parties.get(Form.values()[random.nextInt(Form.values().length)]);
        List<Answer> answers = draw(party.form, random);
        party.answers.clear();
        party.answers.addAll(answers);
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            attempts.add(call(party, random));
        }
        try {
            for (Attempt attempt : attempts) {
                attempt.check();
            }
            probe(party);
        } catch (AssertionError e) {
            throw new AssertionError(party.form + ": " + e.getMessage() + "; " + evidence(party, answers), e);
        }
        return answers.size() + 1;
    }

    private List<Answer> draw(Form asked, Random random) {
        Mutator mutator = new Mutator(random);
        List<Answer> answers = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_CALLS);
        int bytes = 0;
        for (int i = 0; i < count && bytes < MAX_BATCH_BYTES; i++) {
            Form form = random.nextInt(8) == 0 ? Form.values()[random.nextInt(Form.values().length)] : asked;
            List<Corpus.Exchange> valid = corpus.exchanges().get(form);
            byte[] body = Frames.bodyOf(valid.get(random.nextInt(valid.size())).response());
            byte[] hello = random.nextInt(16) == 0 ? mutator.mutateHello(corpus.serverHello()) : null;
            answers.add(new Answer(form, mutator.mutate(form, body), leavesAllAsItIs(hello) ? hello : null));
            bytes += answers.get(i).body().length;
        }
        return answers;
    }

    /** Returns whether a hello does not take back what was said before, after which calls would be refused. */
    private static boolean leavesAllAsItIs(byte[] body) {
        Hello hello = body == null ? null : Hello.read(body, 0, body.length);
        return hello == null
                || (hello.refusal() == null
                        && hello.has(Hello.NATIVE | Hello.METADATA | Hello.CONTROL)
                        && (hello.maxFrameBytes() <= 0 || hello.maxFrameBytes() >= Mutator.MAX_BYTES));
    }

    /** Makes a call of a method with one type of reply or another; any end is right but one by an unknown exception. */
    private static Attempt call(Party party, Random random) {
        RpcClient client = party.client;
        int[] none = {};
        CompletableFuture<?> call = switch (random.nextInt(6)) {
            case 0 -> client.call(ParrotMethods.SAME, new Parcel("", List.of(), Map.of(), 'c', Optional.empty()));
            case 1 -> client.call(ParrotMethods.REFUSE, new ParrotMethods.RefuseArgs(none, none));
            case 2 -> client.withMetadata("k", "v").call(ParrotMethods.METADATA, null);
            case 3 -> client.call(ParrotMethods.FAIL, new ParrotMethods.FailArgs(1, none));
            default -> client.call(ParrotMethods.ECHO, new ParrotMethods.EchoArgs("x"));
        };
        return new Attempt(
                "a call",
                call,
                (reply, failure) ->
                        failure == null || failure instanceof RpcException || failure instanceof RefusedException
                                ? null
                                : "ended by " + Attempt.said(failure));
    }

    private static void probe(Party party) throws Exception {
        var call = party.client.call(ParrotMethods.ECHO, new ParrotMethods.EchoArgs(Corpus.PROBE));
        new Attempt("the good call", call, Attempt.reply(Corpus.PROBE, null, false)).check();
    }

    /** Returns the shortest answer that fails alone, or says that there is none. */
    private static String evidence(Party party, List<Answer> answers) throws Exception {
        List<Answer> sorted = new ArrayList<>(answers);
        sorted.sort(Comparator.comparingInt(answer -> answer.body().length));
        for (Answer answer : sorted) {
            for (int seed = 0; seed < 30; seed++) {
                party.answers.clear();
                party.answers.add(answer);
                try {
                    call(party, new Random(seed)).check();
                    probe(party);
                } catch (AssertionError e) {
                    return "answer " + Evidence.of(answer.frames(0)) + " alone: " + e.getMessage();
                }
            }
        }
        return "none of the " + answers.size() + " answers alone";
    }

    @Override
    public void settle() {
        for (Party party : parties.values()) {
            if (party.client.stats().bytesOut() > 0) {
                Parrots.settle(name() + " " + party.form, party.client, tally);
            }
        }
    }

    @Override
    public void close() throws Exception {
        settle();
        for (Party party : parties.values()) {
            party.close();
        }
    }
}
