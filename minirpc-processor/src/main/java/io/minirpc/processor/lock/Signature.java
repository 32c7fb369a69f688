package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a method without its parameters.
 *
 * @param message the only parameter where that is a message, which travels bare; null for others
 * @param reply null for {@code void}
 * @param isReplyBare whether the reply is a message, which travels bare
 * @param thrown the qualified names of the declared exceptions, in order
 */
record Signature(
        @Nullable Kind message, @Nullable Kind reply, boolean isReplyBare, List<String> thrown, boolean isIdempotent) {
    Signature {
        thrown = thrown.stream().sorted().distinct().toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (message != null) {
            text.append(" bare ").append(message.text());
        }
        text.append(" -> ").append(replyText());
        if (!thrown.isEmpty()) {
            text.append(" throws ").append(String.join(", ", thrown));
        }
        return text.append(isIdempotent ? " idempotent" : "").toString();
    }

    String replyText() {
        return reply == null ? "void" : (isReplyBare ? "bare " : "") + reply.text();
    }
}
