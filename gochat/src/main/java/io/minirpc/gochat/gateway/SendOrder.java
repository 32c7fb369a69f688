package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ClientFrame.Request;
import io.minirpc.gochat.frame.ServerFrame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/**
 * Keeps the order of a connection's messages and changes to each conversation: the next goes to the services when the
 * one before was answered. After a temporary failure those behind it fail too, since the one before will come again.
 * Bounded by the requests that a connection may have open. Belongs to an event loop.
 */
final class SendOrder {
    /** The start of a request, when it is its turn. */
    @FunctionalInterface
    interface Start {
        /**
         * Starts a request.
         *
         * @param since when it came
         */
        void start(Request request, long since);
    }

    private record Waiting(Request request, long since) {}

    private final Function<Request, String> conversationOf;
    private final Start start;
    private final Map<String, Queue<Waiting>> waiting = new HashMap<>();

    SendOrder(Function<Request, String> conversationOf, Start start) {
        this.conversationOf = conversationOf;
        this.start = start;
    }

    void add(Request request, long now) {
        String conversation = conversationOf.apply(request);
        Queue<Waiting> before = waiting.get(conversation);
        if (before != null) {
            before.add(new Waiting(request, now));
        } else {
            waiting.put(conversation, new ArrayDeque<>());
            start.start(request, now);
        }
    }

    /** Starts the next after an answer. Returns those that must not be sent any more. */
    List<Request> answered(Request request, ServerFrame answer) {
        String conversation = conversationOf.apply(request);
        Queue<Waiting> behind = waiting.get(conversation);
        if (behind == null) {
            return List.of();
        }
        boolean unknown = answer instanceof ServerFrame.Failure failure && failure.temporary();
        if (unknown || behind.isEmpty()) {
            waiting.remove(conversation);
            return behind.stream().map(Waiting::request).toList();
        }
        Waiting next = behind.remove();
        start.start(next.request(), next.since());
        return List.of();
    }

    void clear() {
        waiting.clear();
    }
}
