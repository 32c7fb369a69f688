package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent. Of each conversation one request has no answer; it is repeated under the same client id until
 * it has one, over any number of connections. Belongs to the loop.
 */
final class Outbox {
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_UNANSWERED = 32; // of the 64 that a connection may have

    private final Wire wire;
    private final Retry retry;
    private final Map<String, Deque<Item>> waiting = new HashMap<>();
    private final Set<String> busy = new HashSet<>(); // conversations whose first item was sent, or waits to be
    private final Set<String> ready = new LinkedHashSet<>(); // conversations that wait for others' answers
    private int size;
    private int unanswered;

    /**
     * A request.
     *
     * @param request the frame for an id, always with the same client id
     */
    record Item(String conversation, LongFunction<? extends ClientFrame> request, CompletableFuture<Sent> sent) {}

    Outbox(Wire wire, Retry retry) {
        this.wire = wire;
        this.retry = retry;
    }

    void add(Item item) {
        if (size >= MAX_WAITING) {
            item.sent.completeExceptionally(new RefusedException(
                    ErrorCode.RATE_LIMITED, true, 1_000, MAX_WAITING + " messages wait to be sent already"));
            return;
        }
        size++;
        waiting.computeIfAbsent(item.conversation, id -> new ArrayDeque<>()).add(item);
        send(item.conversation);
    }

    void welcomed() {
        List.copyOf(waiting.keySet()).forEach(this::send);
    }

    private void send(String conversation) {
        Deque<Item> items = waiting.get(conversation);
        if (items == null || busy.contains(conversation) || !wire.isLive()) {
            return;
        }
        if (unanswered >= MAX_UNANSWERED) {
            ready.add(conversation);
            return;
        }
        busy.add(conversation);
        unanswered++;
        Item item = items.element();
        wire.ask(item.request, (answer, failure) -> {
            unanswered--;
            if (answer instanceof Sent sent) {
                remove(item);
                item.sent.complete(sent);
                goOn(conversation);
            } else {
                failed(item, failure);
            }
            sendNextReady();
        });
    }

    private void failed(Item item, @Nullable RuntimeException failure) {
        if (failure instanceof ConnectionLostException) {
            busy.remove(item.conversation); // sent again at the next welcome
        } else if (failure instanceof RefusedException refused && refused.temporary()) {
            retry.later(Retry.delayMs(refused), () -> goOn(item.conversation));
        } else {
            remove(item);
            item.sent.completeExceptionally(Retry.reasonOf(failure));
            goOn(item.conversation);
        }
    }

    private void goOn(String conversation) {
        busy.remove(conversation);
        send(conversation);
    }

    private void remove(Item item) {
        Deque<Item> items = waiting.get(item.conversation);
        if (items != null && item.equals(items.peek())) {
            items.remove();
            size--;
            if (items.isEmpty()) {
                waiting.remove(item.conversation);
            }
        }
    }

    private void sendNextReady() {
        if (!ready.isEmpty()) {
            String next = ready.iterator().next();
            ready.remove(next);
            send(next);
        }
    }

    void lost() {
        busy.clear();
        ready.clear();
    }

    /** Fails what waits, since nothing will be sent any more. */
    void close() {
        List<Item> left = new ArrayList<>();
        waiting.values().forEach(left::addAll);
        waiting.clear();
        size = 0;
        left.forEach(item -> item.sent.completeExceptionally(new ConnectionLostException("the client was closed")));
    }
}
