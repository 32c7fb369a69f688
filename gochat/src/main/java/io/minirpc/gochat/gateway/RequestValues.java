package io.minirpc.gochat.gateway;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ConversationId.OfGroup;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values of requests. Each method throws a {@link RequestException} that says what was seen and expected.
 */
final class RequestValues {
    private static final int MAX_HAVE = 500;

    private RequestValues() {}

    /** Returns the id of a conversation of the session's user. */
    static String conversation(Session session, @Nullable String text) {
        String id = required("conversation", text);
        Optional<ConversationId> conversation = ConversationId.parse(id);
        if (conversation.isEmpty() || !conversation.get().mayHave(session.user())) {
            throw notFound(id);
        }
        return id;
    }

    /** Returns the id of a group. */
    static String group(@Nullable String text) {
        String id = required("conversation", text);
        if (ConversationId.parse(id).filter(OfGroup.class::isInstance).isEmpty()) {
            throw new RequestException(
                    ErrorCode.NOT_FOUND,
                    "conversation: " + CodecException.quote(id) + " (expected: a group of the user's)");
        }
        return id;
    }

    static RequestException notFound(String conversation) {
        return new RequestException(
                ErrorCode.NOT_FOUND,
                "conversation: " + CodecException.quote(conversation) + " (expected: one of the user's)");
    }

    static long userId(String name, @Nullable String text) {
        long id = Ids.parse(required(name, text));
        if (id == 0) {
            throw RequestException.invalid(
                    name + ": " + CodecException.quote(String.valueOf(text)) + " (expected: the id of a user)");
        }
        return id;
    }

    /** Returns ids of users, each once; none for null. */
    static List<Long> userIds(String name, @Nullable List<String> texts, int max) {
        List<String> users = texts == null ? List.of() : texts;
        if (users.size() > max) {
            throw RequestException.invalid(name + ": " + users.size() + " users (expected: at most " + max + ")");
        }
        return users.stream().map(user -> userId(name, user)).distinct().toList();
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw RequestException.invalid(name + ": missing");
        }
        return value;
    }

    static long seq(String name, long seq) {
        if (seq < 0 || seq > Frames.MAX_NUMBER) {
            throw RequestException.invalid(name + ": " + seq + " (expected: 0 to " + Frames.MAX_NUMBER + ")");
        }
        return seq;
    }

    /** Returns the seq of a message, which begins at 1. */
    static long messageSeq(String name, long seq) {
        if (seq == 0) {
            throw RequestException.invalid(name + ": 0 (expected: the seq of a message)");
        }
        return seq(name, seq);
    }

    static @Nullable Long seq(String name, @Nullable Long seq) {
        return seq == null ? null : Long.valueOf(seq(name, seq.longValue()));
    }

    static int clamped(@Nullable Integer limit, int defaultValue, int max) {
        return limit == null ? defaultValue : Math.max(1, Math.min(limit, max));
    }

    /** Returns the first positions, as many as are allowed. */
    static Map<String, Position> positions(@Nullable Map<String, Position> have) {
        Map<String, Position> positions = new LinkedHashMap<>();
        for (Map.Entry<String, Position> entry : required("have", have).entrySet()) {
            if (positions.size() == MAX_HAVE) {
                break;
            }
            seq(
                    "have." + entry.getKey(),
                    required("have." + entry.getKey(), entry.getValue()).seq());
            positions.put(entry.getKey(), entry.getValue());
        }
        return positions;
    }
}
