package io.minirpc.samples.features;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Gathers spans and prints them, each below its parent. Thread-safe. */
final class SpanTree implements SpanProcessor {
    private static final int PARTS_OF_A_SECOND = 20;
    private static final String NO_PARENT = "0000000000000000";

    private final List<SpanData> all = new ArrayList<>();
    private int open;

    @Override
    public synchronized void onStart(Context parent, ReadWriteSpan span) {
        open++;
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public synchronized void onEnd(ReadableSpan span) {
        open--;
        all.add(span.toSpanData());
        notifyAll();
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return CompletableResultCode.ofSuccess();
    }

    /** Waits for spans that are about to end, and prints all. */
    synchronized void print(Stage stage) {
        try {
            for (int i = 0; open > 0 && i < PARTS_OF_A_SECOND; i++) {
                TimeUnit.MILLISECONDS.timedWait(this, TimeUnit.SECONDS.toMillis(1) / PARTS_OF_A_SECOND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.sort(Comparator.comparing(SpanData::getStartEpochNanos));
        print(stage, NO_PARENT, "");
    }

    private void print(Stage stage, String parent, String indent) {
        for (SpanData span : all) {
            if (span.getParentSpanId().equals(parent)) {
                long micros = TimeUnit.NANOSECONDS.toMicros(span.getEndEpochNanos() - span.getStartEpochNanos());
                String kind = span.getKind().name().toLowerCase(Locale.ROOT);
                stage.say("%-40s %6d us", indent + kind + " " + span.getName(), micros);
                print(stage, span.getSpanId(), indent + "  ");
            }
        }
    }
}
