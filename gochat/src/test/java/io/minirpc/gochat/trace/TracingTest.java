package io.minirpc.gochat.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.trace.TraceReport.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {
    private static final Device PHONE = new Device(2, "phone");

    private static Message message(long id) {
        return new Message("p:1:2", 5, 4, Long.toString(id), "1", "text", "a secret", System.currentTimeMillis(), "c");
    }

    private static List<String> names(TraceReport report) {
        return report.spans().stream().map(Step::name).toList();
    }

    /** What a peer writes as a trace may be anything. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "garbage", "00-00000000000000000000000000000000-0000000000000000-01"})
    void arrivalWithoutATraceBeginsOne(String carried) {
        try (Tracing tracing = Tracing.start("gateway", Optional.empty())) {
            tracing.messages().arrived(message(7), carried).found(1);
            assertThat(tracing.report("one", 7).spans())
                    .hasSize(1)
                    .allSatisfy(step -> assertThat(step.parent()).isNull());
        }
    }

    @Test
    void largeFanOutHasSpansOfWhatMattersOnly() {
        try (Tracing tracing = Tracing.start("gateway", Optional.empty())) {
            ArrivalTrace arrival = tracing.messages().arrived(message(7), null);
            arrival.found(5_000);
            for (int i = 0; i < 5_000; i++) {
                arrival.acknowledged(PHONE, System.nanoTime());
            }
            assertThat(names(tracing.report("one", 7))).containsExactly(SpanNames.ARRIVE);
            for (int i = 0; i < 5_000; i++) {
                arrival.dropped(PHONE, "behind");
            }
            assertThat(names(tracing.report("one", 7))).hasSize(1 + ArrivalTrace.MAX);
        }
    }

    @Test
    void historyIsNoStepOfAMessage() {
        Message old = new Message("p:1:2", 5, 4, "8", "1", "text", "a secret", 1_000, "c");
        try (Tracing tracing = Tracing.start("gateway", Optional.empty())) {
            tracing.messages().fetched(PHONE, Stream.of(old, message(7)), -1);
            assertThat(tracing.report("one", 8).spans()).isEmpty();
            assertThat(names(tracing.report("one", 7))).containsExactly(SpanNames.FETCH);
        }
    }

    @Test
    void spansGoToACollectorWithoutContent() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestURI().getPath() + " " + new String(body, StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            URI address =
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
            try (Tracing tracing = Tracing.start("gateway", Optional.of(address))) {
                tracing.messages().arrived(message(7), null).found(1);
            } // sends what waits
            assertThat(received).hasSize(1);
            assertThat(received.get(0))
                    .startsWith("/v1/traces ")
                    .contains("gochat-gateway", SpanNames.ARRIVE)
                    .doesNotContain("a secret");
        } finally {
            collector.stop(0);
        }
    }
}
