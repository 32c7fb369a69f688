package io.minirpc.gochat.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of a span in its trace as a text, in the form of W3C's {@code traceparent}. Stateless. */
final class TraceParent {
    private static final String NAME = "traceparent";

    private TraceParent() {}

    static @Nullable String write(SpanContext span) {
        return span.isValid()
                ? "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                        + span.getTraceFlags().asHex()
                : null;
    }

    /** Returns the context of a text; an empty one where it cannot be read, since a peer may write anything. */
    static Context read(@Nullable String text) {
        return text == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), text, Getter.INSTANCE);
    }

    /** Returns a context of a span. */
    static Context under(Span span) {
        return Context.root().with(span);
    }

    private enum Getter implements TextMapGetter<String> {
        INSTANCE;

        @Override
        @SuppressWarnings("deprecation") // of newer versions, where it has a default
        public Iterable<String> keys(String text) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String text, String key) {
            return key.equals(NAME) ? text : null;
        }
    }
}
