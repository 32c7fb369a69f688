package io.minirpc.gochat.trace;

import io.minirpc.gochat.api.SendResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A send at the gateway of its sender. Thread-safe. */
public final class SendTrace {
    private final Span span;

    SendTrace(Span span) {
        this.span = span;
    }

    /** Calls a service as a part of the trace, which ends with the result. */
    @SuppressWarnings("try") // the scope is there to be closed
    public CompletionStage<SendResult> call(Supplier<CompletionStage<SendResult>> call) {
        try (Scope scope = span.makeCurrent()) {
            return call.get().whenComplete(this::end);
        } catch (RuntimeException e) {
            end(null, e);
            throw e;
        }
    }

    private void end(@Nullable SendResult result, @Nullable Throwable failure) {
        Outcomes.set(span, result, failure);
        span.end();
    }
}
