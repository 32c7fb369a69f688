package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.codec.Codec;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.RequestHead;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.TestFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallsInProgressTest {
    private final List<Runnable> submitted = new ArrayList<>();
    private final List<Runnable> signalled = new ArrayList<>();
    private final ServerContext server = new ServerContext(
            RpcServer.builder()
                    .add(TestService.binding(new CompletableFuture<>()))
                    .maxExecutingPerConnection(1)
                    .settings(),
            new RecordingRunner());
    private final CallsInProgress calls = new CallsInProgress(server);

    private ServerCall call(int seq) {
        byte[] body = "{\"ServiceMethod\":\"Test.Wait\",\"Args\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        RequestHead head = server.envelopes().readRequest(TestFrame.request(Frame.JSON, body));
        ServerCall call = new ServerCall(new NoClient(), server.methods().find(head), head.detached(), seq, 0);
        calls.take(call);
        return call;
    }

    @Test
    void callThatEndsTwiceIsCountedOnce() {
        ServerCall first = call(1);
        ServerCall second = call(2);
        assertThat(server.inFlight()).isEqualTo(2);

        calls.ended(first);
        calls.ended(first);

        assertThat(server.inFlight()).isEqualTo(1);
        assertThat(calls.isEmpty()).isFalse();
        calls.ended(second);
        assertThat(server.inFlight()).isZero();
        assertThat(calls.isEmpty()).isTrue();
    }

    @Test
    void waitingCallIsStartedOnceThereIsRoom() {
        ServerCall first = call(1);
        ServerCall second = call(2);
        assertThat(submitted).containsExactly(first);

        calls.ended(first);

        assertThat(submitted).containsExactly(first, second);
        assertThat(signalled).as("what the runner starts").containsExactly(first, second);
    }

    /** Takes calls and runs none. */
    private final class RecordingRunner implements CallRunner {
        @Override
        public void submit(Runnable call) {
            submitted.add(call);
        }

        @Override
        public void signal() {
            signalled.clear();
            signalled.addAll(submitted);
        }

        @Override
        public void afterCall(Runnable call, Runnable action) {
            action.run();
        }
    }

    /** Takes answers and sends none. */
    private static final class NoClient implements ServerCall.Responder {
        @Override
        public String peerName() {
            return "nobody";
        }

        @Override
        public @Nullable Envelope formBeside(Envelope asked) {
            return null;
        }

        @Override
        public boolean writesAtOnce() {
            return false;
        }

        @Override
        public <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply) {
            throw new AssertionError("written at once");
        }

        @Override
        public void answer(ServerCall call) {}
    }
}
