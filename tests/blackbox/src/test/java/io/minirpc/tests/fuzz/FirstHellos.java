package io.minirpc.tests.fuzz;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.internal.transport.Hello;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.wire.FakeServer;
import io.minirpc.tests.wire.Frames;
import io.minirpc.tests.wire.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Connections that begin with a damaged hello, of a client or of a server, or with a token of any text. */
final class FirstHellos implements Direction {
    /** A server that says nothing of use is waited for so long. */
    private static final Duration HELLO_TIMEOUT = Duration.ofMillis(20);

    private static final String TOKEN = "a token";

    /** What a peer says that accepts no longer frames cannot be answered at all. */
    private static final int LEAST_FRAME = 1 << 10;

    /** Longer frames end a connection whose token was not accepted. */
    private static final int MAX_BYTES_WITHOUT_TOKEN = 16 << 10;

    private final Corpus corpus;
    private final Tally tally;
    private final RpcServer server = Parrots.server().build().start();
    private final RpcServer asking =
            Parrots.server().authenticator(TOKEN::equals).build().start();
    private final FakeServer fake;
    private volatile byte[] hello = {};

    FirstHellos(Corpus corpus, Tally tally) throws IOException {
        this.corpus = corpus;
        this.tally = tally;
        fake = FakeServer.start(this::serve);
    }

    @Override
    public String name() {
        return "first-hellos";
    }

    private void serve(RawPeer peer) throws IOException {
        while (true) {
            byte[] frame = peer.receive();
            if (Frames.typeOf(frame) == Frames.HEARTBEAT) {
                peer.send(Frames.frame(Frames.JSON, Frames.HEARTBEAT, 0, hello));
            } else if (Frames.typeOf(frame) == Frames.REQUEST) {
                byte[] good = Frames.bodyOf(corpus.probe(formOf(frame)).response());
                peer.send(Frames.frame(Frames.codecOf(frame), Frames.RESPONSE, Frames.seqOf(frame), good));
            }
        }
    }

    private static Form formOf(byte[] request) {
        for (Form form : Form.values()) {
            if (form.codec == Frames.codecOf(request)) {
                return form;
            }
        }
        throw new AssertionError("codec " + Frames.codecOf(request));
    }

    @Override
    public int round(Random random) throws Exception {
        switch (random.nextInt(4)) {
            case 0 -> toServer(random, server);
            case 1 -> toServer(random, asking);
            case 2 -> toClient(random);
            default -> token(random);
        }
        return 2;
    }

    /** A client's hello may be damaged; the call behind it is answered, if only by a refusal. */
    private void toServer(Random random, RpcServer to) throws IOException {
        byte[] damaged = new Mutator(random).mutateHello(corpus.clientHello());
        if (asksForTinyFrames(damaged) || (to == asking && damaged.length > MAX_BYTES_WITHOUT_TOKEN)) {
            return;
        }
        Corpus.Exchange probe = corpus.probe(Form.BINARY);
        try (RawPeer peer = Parrots.connect(to.port())) {
            peer.send(Frames.frame(Frames.JSON, Frames.HEARTBEAT, 0, damaged), probe.request());
            byte[] answer = answer(peer);
            boolean isRight = to == server
                    ? Arrays.equals(answer, probe.response())
                    : Frames.seqOf(answer) == Frames.seqOf(probe.request());
            peer.send(probe.request());
            if (!isRight || !Arrays.equals(answer, answer(peer))) {
                throw new AssertionError("the call was answered " + Frames.hex(answer) + " behind " + shown(damaged));
            }
        } catch (IOException e) {
            tally.lostConnection(name(), e + " behind " + shown(damaged));
        }
    }

    private static byte[] answer(RawPeer peer) throws IOException {
        byte[] answer = peer.receive();
        while (Frames.typeOf(answer) == Frames.HEARTBEAT) {
            answer = peer.receive();
        }
        return answer;
    }

    private static boolean asksForTinyFrames(byte[] body) {
        Hello read = Hello.read(body, 0, body.length);
        return read != null && read.maxFrameBytes() > 0 && read.maxFrameBytes() < LEAST_FRAME;
    }

    private static String shown(byte[] body) {
        return Evidence.of(Frames.frame(Frames.JSON, Frames.HEARTBEAT, 0, body));
    }

    /** A server's hello may be damaged: the calls end, on one connection. */
    private void toClient(Random random) throws Exception {
        hello = new Mutator(random).mutateHello(corpus.serverHello());
        Parrots.Losses losses = new Parrots.Losses(name() + " " + shown(hello), tally);
        try (RpcClient client = Parrots.client(losses)
                .address("127.0.0.1", fake.port())
                .wireFormat(WireFormat.values()[random.nextInt(WireFormat.values().length)])
                .helloTimeout(HELLO_TIMEOUT)
                .build()) {
            try {
                for (int i = 0; i < 2; i++) {
                    new Attempt("behind " + shown(hello), echo(client), FirstHellos::flaw).check();
                }
                Parrots.settle(name() + " client", client, tally);
            } finally {
                losses.expectEnd();
            }
        }
    }

    private static CompletableFuture<String> echo(RpcClient client) {
        return client.call(ParrotMethods.ECHO, new ParrotMethods.EchoArgs(Corpus.PROBE));
    }

    /** Servers may refuse to serve and may accept no frame that is long enough, but say so. */
    private static String flaw(Object reply, Throwable failure) {
        if (failure == null) {
            return Corpus.PROBE.equals(reply) ? null : "replied " + Attempt.said(reply);
        }
        boolean isKnown = failure instanceof RpcException rpc
                && Set.of(StatusCode.UNAUTHENTICATED, StatusCode.INVALID_ARGUMENT, StatusCode.RESOURCE_EXHAUSTED)
                        .contains(rpc.code());
        return isKnown ? null : "failed by " + Attempt.said(failure);
    }

    /** A client may have any text as its token. */
    private void token(Random random) throws Exception {
        String token = random.nextInt(8) == 0 ? TOKEN : new Texts(random).any();
        Parrots.Losses losses = new Parrots.Losses(name() + " with token " + Texts.shown(token), tally);
        try (RpcClient client = Parrots.client(losses)
                .address("127.0.0.1", asking.port())
                .wireFormat(WireFormat.values()[random.nextInt(WireFormat.values().length)])
                .token(() -> token)
                .build()) {
            boolean fits = Texts.isWellFormed(token) && token.getBytes(StandardCharsets.UTF_8).length <= 8_000;
            if (!fits) {
                losses.expectEnd(); // no hello holds it, so that there is no connection
            }
            try {
                new Attempt("token " + Texts.shown(token), echo(client), (reply, failure) -> tokenFlaw(token, failure))
                        .check();
            } finally {
                losses.expectEnd();
            }
        }
    }

    private static String tokenFlaw(String token, Throwable failure) {
        if (token.equals(TOKEN)) {
            return failure == null ? null : "failed by " + Attempt.said(failure);
        }
        return failure == null ? "a wrong token was accepted" : null;
    }

    @Override
    public void settle() {
        Parrots.settle(name(), server, tally);
        Parrots.settle(name() + " with tokens", asking, tally);
    }

    @Override
    public void close() throws Exception {
        settle();
        fake.close();
        server.close();
        asking.close();
    }
}
