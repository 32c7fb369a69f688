package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ClientFrame.Send;
import io.minirpc.gochat.frame.ServerFrame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Keeps the order of a connection's messages to each conversation: the next goes to the services when the one before
 * was answered. After a temporary failure those behind it fail too, since the one before will come again. Bounded by
 * the requests that a connection may have open. Belongs to an event loop.
 */
final class SendOrder {
    private final Consumer<Send> start;
    private final Map<String, Queue<Send>> waiting = new HashMap<>();

    SendOrder(Consumer<Send> start) {
        this.start = start;
    }

    void add(Send send) {
        Queue<Send> before = waiting.get(key(send));
        if (before != null) {
            before.add(send);
        } else {
            waiting.put(key(send), new ArrayDeque<>());
            start.accept(send);
        }
    }

    /** Starts the next after an answer. Returns those that must not be sent any more. */
    List<Send> answered(Send send, ServerFrame answer) {
        Queue<Send> behind = waiting.get(key(send));
        if (behind == null) {
            return List.of();
        }
        boolean unknown = answer instanceof ServerFrame.Failure failure && failure.temporary();
        if (unknown || behind.isEmpty()) {
            waiting.remove(key(send));
            return List.copyOf(behind);
        }
        start.accept(behind.remove());
        return List.of();
    }

    void clear() {
        waiting.clear();
    }

    private static String key(Send send) {
        return send.to() == null ? "" : send.to();
    }
}
