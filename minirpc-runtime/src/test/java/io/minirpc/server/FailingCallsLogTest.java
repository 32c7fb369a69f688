package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Envelopes;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.server.TestService.OddException;
import io.minirpc.tls.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers can make a handler throw as often as they like fills no log. */
class FailingCallsLogTest {
    private static final int CALLS = 1_000;
    private static final Envelope FORM = new Envelopes(Limits.DEFAULT).nativeForm();

    @ParameterizedTest
    @ValueSource(strings = {"undeclared", "error", "overflow", "no such thing"})
    void callsThatFailGetALineASecondTogether(String how) {
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .maxQueuedPerConnection(CALLS)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        try (LogLines lines = new LogLines();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .callTimeout(Duration.ofSeconds(60))
                        .build()) {
            long start = System.nanoTime();
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(client.call(TestService.FAIL, how));
            }
            calls.forEach(call -> call.handle((reply, thrown) -> thrown).join());
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(lines.with("Test.Fail failed")).hasSizeBetween(1, (int) seconds + 2);
        } finally {
            server.shutdown(Duration.ZERO);
        }
    }

    @Test
    void exceptionThatCannotBeSentIsLoggedTogetherWithTheReason() {
        MethodDescriptor<String, String> method = method(false);
        try (LogLines lines = new LogLines()) {
            Failure told = new FailureMapper(method).of(new OddException("so odd", 7), FORM);
            assertThat(told.code()).isEqualTo(StatusCode.INTERNAL);
            assertThat(lines.with("Test.Odd failed")).hasSize(1);
            assertThat(lines.with("so odd")).isNotEmpty();
            assertThat(lines.with("no codec today")).isNotEmpty();
        }
    }

    @Test
    void sensitiveExceptionThatCannotBeSentIsLoggedWithoutItsMessage() {
        MethodDescriptor<String, String> method = method(true);
        try (LogLines lines = new LogLines()) {
            new FailureMapper(method).of(new OddException("so odd", 7), FORM);
            assertThat(lines.with("OddException, whose message is sensitive")).isNotEmpty();
            assertThat(lines.with("no codec today")).isNotEmpty();
            assertThat(lines.with("so odd")).isEmpty();
        }
    }

    private static MethodDescriptor<String, String> method(boolean sensitive) {
        return MethodDescriptor.builder("Test", "Odd", Codecs.STRING, Codecs.STRING)
                .declares(new FailingCodec(sensitive))
                .build();
    }

    private static final class FailingCodec extends ExceptionCodec<OddException> {
        private final boolean sensitive;

        private FailingCodec(boolean sensitive) {
            super("OddException", OddException.class);
            this.sensitive = sensitive;
        }

        @Override
        public boolean hidesMessage() {
            return sensitive;
        }

        @Override
        public void write(OddException value, WireWriter out) {
            throw new IllegalStateException("no codec today");
        }

        @Override
        public OddException read(WireReader in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeJson(OddException value, JsonWriter out) {
            throw new IllegalStateException("no codec today");
        }

        @Override
        public OddException readJson(JsonReader in) {
            throw new UnsupportedOperationException();
        }
    }
}
