package io.minirpc.gochat.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentSpansTest {
    private final RecentSpans spans = new RecentSpans();
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(spans).build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        provider.close();
    }

    private void span(long message) {
        tracer.spanBuilder("quick")
                .setNoParent()
                .setAttribute(SpanKeys.MESSAGE, message)
                .startSpan()
                .end();
    }

    private void late(long message) {
        tracer.spanBuilder("late")
                .setNoParent()
                .setStartTimestamp(1, TimeUnit.SECONDS)
                .setAttribute(SpanKeys.MESSAGE, message)
                .startSpan()
                .end();
    }

    private void listing(List<Long> messages) {
        tracer.spanBuilder("list")
                .setNoParent()
                .setAttribute(SpanKeys.MESSAGES, messages)
                .startSpan()
                .end();
    }

    @Test
    void numberIsBounded() {
        for (int i = 1; i <= 2 * RecentSpans.MAX_SPANS; i++) {
            span(i);
            late(i);
        }
        assertThat(spans.size()).isEqualTo(RecentSpans.MAX_SPANS);
        assertThat(spans.find(1)).isEmpty();
        assertThat(spans.find(2 * RecentSpans.MAX_SPANS))
                .extracting(SpanData::getName)
                .contains("quick", "late");
    }

    @Test
    void bytesAreBounded() {
        List<Long> many = LongStream.rangeClosed(1, 10_000).boxed().toList();
        for (int i = 0; i < 1_000; i++) {
            listing(many);
        }
        assertThat(spans.size()).isBetween(10, 60);
    }

    @Test
    void lateSpansOutliveTheOthers() {
        late(7);
        for (int i = 0; i < RecentSpans.MAX_SPANS; i++) {
            span(8);
        }
        assertThat(spans.find(7)).extracting(SpanData::getName).containsExactly("late");
    }

    @Test
    void spansOfTheSameTraceAreFoundToo() {
        var send = tracer.spanBuilder("send").setNoParent().startSpan();
        tracer.spanBuilder("call")
                .setParent(TraceParent.under(send))
                .startSpan()
                .end();
        send.setAttribute(SpanKeys.MESSAGE, 7L).end();
        listing(List.of(6L, 7L));
        listing(List.of(6L, 8L));
        span(8);

        assertThat(spans.find(7)).extracting(SpanData::getName).containsExactlyInAnyOrder("send", "call", "list");
    }
}
