package io.minirpc.tests.fuzz;

import io.minirpc.Channel;
import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.fuzz.Parrot.Parcel;
import io.minirpc.tests.fuzz.Parrot.RefusedException;
import io.minirpc.tests.wire.FakeServer;
import io.minirpc.tests.wire.Frames;
import io.minirpc.tests.wire.RawPeer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Valid bodies, recorded between a real client and a real server: what damage is done to.
 *
 * @param exchanges requests with their responses, by form; the first of each is {@link #probe}
 * @param clientHello the body of a client's hello
 * @param serverHello the body of a server's
 */
record Corpus(Map<Form, List<Exchange>> exchanges, byte[] clientHello, byte[] serverHello) {
    /** What {@link Parrot#echo} is called with by {@link #probe}. */
    static final String PROBE = "probe";

    /** A request and its response, as frames. */
    record Exchange(byte[] request, byte[] response) {}

    /** Returns a call that is answered in the same way each time. */
    Exchange probe(Form form) {
        return exchanges.get(form).get(0);
    }

    /** Has calls made in all forms, and writes down what goes over the wire. */
    static Corpus record() throws IOException {
        try (RpcServer server = Parrots.server().build().start()) {
            Map<Form, List<Exchange>> exchanges = new EnumMap<>(Form.class);
            Recorder last = null;
            for (Form form : Form.values()) {
                last = new Recorder(form, server.port());
                record(form, last);
                exchanges.put(form, List.copyOf(last.exchanges));
            }
            return new Corpus(exchanges, Frames.bodyOf(last.clientHello), Frames.bodyOf(last.serverHello));
        }
    }

    private static void record(Form form, Recorder recorder) throws IOException {
        try (FakeServer proxy = FakeServer.start(recorder);
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", proxy.port())
                        .wireFormat(form.wireFormat)
                        .callTimeout(Parrots.DEADLINE)
                        .helloTimeout(Parrots.DEADLINE)
                        .build()) {
            while (recorder.exchanges.isEmpty()) { // the first calls may go without a hello, in another form
                new ParrotStub(client).echo(PROBE);
            }
            recorder.exchanges.clear();
            call(client);
            call(client.withMetadata("trace", "0123-äß😀").withMetadata("empty", ""));
        }
    }

    private static void call(Channel channel) {
        Parrot parrot = new ParrotStub(channel);
        int[] text = Texts.units("a message: Ä 😀 \\ \" \n.");
        parrot.echo(PROBE);
        parrot.echoInline("inline \u2028 \uffff");
        parrot.echoLater("").join();
        parrot.same(new Parcel("text", List.of("a", "b"), Map.of("key", "value"), '\ud83d', Optional.of("maybe")));
        parrot.same(new Parcel(null, List.of(), null, 'c', Optional.empty()));
        parrot.hashed("key");
        parrot.say(text);
        parrot.tag(text);
        parrot.metadata();
        expectFailure(() -> parrot.fail(5, text));
        expectFailure(() -> parrot.failInline(14, text));
        expectFailure(() -> parrot.failWith(8, "retry-after-ms", Texts.units("10")));
        expectFailure(() -> parrot.refuse(text, text));
        expectFailure(() -> parrot.explode(text));
    }

    private interface Call {
        void run() throws RefusedException;
    }

    private static void expectFailure(Call call) {
        try {
            call.run();
        } catch (RpcException | RefusedException e) {
            return;
        }
        throw new AssertionError("a call that must fail was answered");
    }

    /** Stands between a client that makes one call at a time and a server. */
    private static final class Recorder implements FakeServer.Script {
        private final Form form;
        private final int port;
        private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
        private byte[] clientHello;
        private byte[] serverHello;

        Recorder(Form form, int port) {
            this.form = form;
            this.port = port;
        }

        @Override
        public void serve(RawPeer client) throws IOException {
            try (RawPeer server = Parrots.connect(port)) {
                while (true) {
                    byte[] frame = client.receive();
                    byte[] answer = server.send(frame).receive();
                    if (Frames.typeOf(frame) == Frames.REQUEST && Frames.codecOf(frame) == form.codec) {
                        exchanges.add(new Exchange(frame, answer));
                    } else {
                        clientHello = frame;
                        serverHello = answer;
                    }
                    client.send(answer);
                }
            }
        }
    }
}
