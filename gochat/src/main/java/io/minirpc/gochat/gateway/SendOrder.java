package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ClientFrame.Request;
import io.minirpc.gochat.frame.ServerFrame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the order of a connection's messages and changes to each conversation: the next goes to the services when the
 * one before was answered. After a temporary failure those behind it fail too, since the one before will come again.
 * Bounded by the requests that a connection may have open. Belongs to an event loop.
 */
final class SendOrder {
    private final Function<Request, String> conversationOf;
    private final Consumer<Request> start;
    private final Map<String, Queue<Request>> waiting = new HashMap<>();

    SendOrder(Function<Request, String> conversationOf, Consumer<Request> start) {
        this.conversationOf = conversationOf;
        this.start = start;
    }

    void add(Request request) {
        String conversation = conversationOf.apply(request);
        Queue<Request> before = waiting.get(conversation);
        if (before != null) {
            before.add(request);
        } else {
            waiting.put(conversation, new ArrayDeque<>());
            start.accept(request);
        }
    }

    /** Starts the next after an answer. Returns those that must not be sent any more. */
    List<Request> answered(Request request, ServerFrame answer) {
        String conversation = conversationOf.apply(request);
        Queue<Request> behind = waiting.get(conversation);
        if (behind == null) {
            return List.of();
        }
        boolean unknown = answer instanceof ServerFrame.Failure failure && failure.temporary();
        if (unknown || behind.isEmpty()) {
            waiting.remove(conversation);
            return List.copyOf(behind);
        }
        start.accept(behind.remove());
        return List.of();
    }

    void clear() {
        waiting.clear();
    }
}
