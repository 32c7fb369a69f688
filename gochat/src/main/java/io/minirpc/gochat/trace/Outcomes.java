package io.minirpc.gochat.trace;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.opentelemetry.api.trace.Span;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Attributes of spans for the outcome of a send. Texts of refusals are left out, since they quote what was sent. */
final class Outcomes {
    private Outcomes() {}

    static void set(Span span, @Nullable SendResult result, @Nullable Throwable failure) {
        if (result instanceof Sent sent) {
            span.setAttribute(SpanKeys.MESSAGE, sent.messageId());
            span.setAttribute(SpanKeys.SEQ, sent.seq());
            if (sent.again()) {
                span.setAttribute(SpanKeys.AGAIN, true);
            }
        } else {
            span.setAttribute(SpanKeys.OUTCOME, text(result, failure));
        }
    }

    private static String text(@Nullable SendResult result, @Nullable Throwable failure) {
        if (result instanceof Refused refused) {
            return "refused: " + refused.code().name().toLowerCase(Locale.ROOT);
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? "busy" : "failed: " + cause.getClass().getSimpleName();
    }
}
