package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.internal.envelope.RequestHead;
import io.minirpc.internal.transport.Frame;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallsInProgressTest {
    private final ServerContext server = new ServerContext(
            RpcServer.builder()
                    .add(TestService.binding(new CompletableFuture<>()))
                    .maxExecutingPerConnection(1)
                    .settings(),
            CallRunner.of(Runnable::run));
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ServerConnection connection = new ServerConnection(server, channel);
    private final CallsInProgress calls = new CallsInProgress(server);

    private ServerCall call(int seq) {
        byte[] body = "{\"ServiceMethod\":\"Test.Wait\",\"Args\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        RequestHead head = server.envelopes().readRequest(Frame.JSON, body, 0, body.length);
        ServerCall call = new ServerCall(connection, server.methods().find(head), head.detached(), seq, 0);
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
        channel.finishAndReleaseAll();
    }
}
