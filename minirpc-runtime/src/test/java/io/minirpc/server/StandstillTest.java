package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.transport.RawPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A server whose process or event loop stands still for a while reads what has come meanwhile before it judges its
 * peers. To the code on an event loop one that is blocked looks like a process that is stopped.
 */
class StandstillTest {
    private static final MethodDescriptor<String, String> BLOCK = MethodDescriptor.builder(
                    "Test", "Block", Codecs.STRING, Codecs.STRING)
            .build();
    private static final MethodDescriptor<String, String> ECHO = MethodDescriptor.builder(
                    "Test", "Echo", Codecs.STRING, Codecs.STRING)
            .build();
    private static final String ECHO_FRAME = frame("{\"ServiceMethod\":\"Test.Echo\",\"Args\":\"x\"}");
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final long STANDSTILL_MILLIS = 3_000;

    private final CountDownLatch blocked = new CountDownLatch(1);
    private RpcServer server;

    private void start(RpcServerBuilder settings) {
        server = settings.address("127.0.0.1", 0)
                .ioThreads(1)
                .add(ServiceBinding.builder("Test")
                        .inlineBlocking(BLOCK, this::block)
                        .inlineBlocking(ECHO, text -> text)
                        .build())
                .build()
                .start();
    }

    private String block(String text) throws InterruptedException {
        blocked.countDown();
        Thread.sleep(STANDSTILL_MILLIS);
        return text;
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private static String frame(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return "6d727001000000000001%08x".formatted(bytes.length)
                + HexFormat.of().formatHex(bytes);
    }

    private void standStill(RawPeer blocking) throws Exception {
        blocking.send(frame("{\"ServiceMethod\":\"Test.Block\",\"Args\":\"x\"}"));
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void frameThatEndedDuringAStandstillIsServed() throws Exception {
        start(RpcServer.builder().frameTimeout(TIMEOUT));
        try (RawPeer peer = RawPeer.connect(server.port());
                RawPeer blocking = RawPeer.connect(server.port())) {
            peer.send(ECHO_FRAME);
            assertThat(peer.read()).isNotNull();
            peer.send(ECHO_FRAME.substring(0, 40));
            standStill(blocking);
            peer.send(ECHO_FRAME.substring(40));
            assertThat(peer.read()).as("the answer").isNotNull();
        }
    }

    @Test
    void frameThatEndsAfterAStandstillIsServed() throws Exception {
        start(RpcServer.builder().frameTimeout(TIMEOUT));
        try (RawPeer peer = RawPeer.connect(server.port());
                RawPeer blocking = RawPeer.connect(server.port())) {
            peer.send(ECHO_FRAME.substring(0, 40));
            standStill(blocking);
            assertThat(blocking.read()).isNotNull(); // the standstill is over
            peer.send(ECHO_FRAME.substring(40));
            assertThat(peer.read()).as("the answer").isNotNull();
        }
    }

    @Test
    void clientThatSpokeDuringAStandstillIsNotTakenForIdle() throws Exception {
        start(RpcServer.builder().idleTimeout(TIMEOUT));
        try (RawPeer peer = RawPeer.connect(server.port());
                RawPeer blocking = RawPeer.connect(server.port())) {
            peer.send(ECHO_FRAME);
            assertThat(peer.read()).isNotNull();
            standStill(blocking);
            peer.send(ECHO_FRAME);
            assertThat(peer.read()).as("the answer").isNotNull();
        }
    }
}
