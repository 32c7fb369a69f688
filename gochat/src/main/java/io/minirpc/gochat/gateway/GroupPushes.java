package io.minirpc.gochat.gateway;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.gateway.Pushed.Standing;
import io.minirpc.gochat.route.Bus.ToGroup;
import io.minirpc.gochat.trace.ArrivalTrace;
import io.minirpc.gochat.trace.MessageTrace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Leads messages of large groups to those connections whose users may see them. The spans of the members are kept for a
 * version of the membership; a message of another version waits, and those behind it, until the services have told
 * them. So a member whose removal was lost is shown nothing above it. What does not fit, or cannot be told, is dropped:
 * heartbeats heal it. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen
final class GroupPushes {
    private final InboxService inbox;
    private final LargeGroups groups;
    private final GatewayMetrics metrics;
    private final GatewaySettings settings;
    private final GroupSpansCache spans;
    private final MessageTrace traces;
    private final Map<String, Queue<Waiting>> waiting = new HashMap<>();
    private int waitingPushes;
    private long waitingChars;

    GroupPushes(
            InboxService inbox,
            LargeGroups groups,
            GroupSpansCache spans,
            GatewayMetrics metrics,
            GatewaySettings settings,
            MessageTrace traces) {
        this.inbox = inbox;
        this.groups = groups;
        this.spans = spans;
        this.metrics = metrics;
        this.settings = settings;
        this.traces = traces;
    }

    private record Waiting(ToGroup push, ArrivalTrace trace) {
        Message message() {
            return push.frame();
        }
    }

    synchronized void accept(ToGroup push) {
        String group = push.frame().conversation();
        metrics.groupPush();
        if (groups.of(group).isEmpty()) {
            return;
        }
        Waiting message = new Waiting(push, traces.arrived(push.frame(), push.trace()));
        Queue<Waiting> before = waiting.get(group);
        GroupSpans known = spans.get(group);
        if (before != null) {
            enqueue(before, message);
        } else if (known != null && known.hold(push.version())) {
            deliver(message, known);
        } else {
            Queue<Waiting> queue = new ArrayDeque<>();
            if (enqueue(queue, message)) {
                waiting.put(group, queue);
                ask(group, push);
            }
        }
    }

    private boolean enqueue(Queue<Waiting> queue, Waiting one) {
        if (waitingPushes == settings.get(Limit.GROUP_PUSHES)
                || waitingChars + one.message().content().length() > settings.get(Limit.GROUP_PUSH_CHARS)) {
            drop(one, "too many wait for the members of their groups");
            return false;
        }
        queue.add(one);
        waitingPushes++;
        waitingChars += one.message().content().length();
        return true;
    }

    private Waiting dequeue(Queue<Waiting> queue) {
        Waiting one = queue.remove();
        waitingPushes--;
        waitingChars -= one.message().content().length();
        return one;
    }

    private void drop(Waiting one, String reason) {
        metrics.dropped(PushClass.MESSAGE);
        one.trace().lost(reason);
    }

    private void ask(String group, ToGroup push) {
        long start = System.nanoTime();
        CompletionStage<GroupView> answer;
        try {
            answer = inbox.viewers(group, push.frame().seq());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        answer.whenComplete((view, failure) -> {
            metrics.groupView(System.nanoTime() - start);
            if (failure == null && view.version() >= push.version()) {
                told(group, GroupSpans.of(push.version(), view));
            } else {
                drop(group, failure);
            }
        });
    }

    private synchronized void told(String group, GroupSpans told) {
        Queue<Waiting> queue = waiting.getOrDefault(group, new ArrayDeque<>());
        if (!groups.of(group).isEmpty()) {
            spans.put(group, told);
        }
        while (!queue.isEmpty() && told.hold(queue.element().push().version())) {
            deliver(dequeue(queue), told);
        }
        if (queue.isEmpty()) {
            waiting.remove(group);
        } else {
            ask(group, queue.element().push());
        }
    }

    private synchronized void drop(String group, Throwable failure) {
        Queue<Waiting> queue = waiting.remove(group);
        while (queue != null && !queue.isEmpty()) {
            drop(dequeue(queue), "the services do not tell the members");
        }
        if (failure != null) {
            Failures.ignore(failure);
        }
    }

    /** Whoever joins by the message gets it addressed to him; who is removed by it may get it twice. */
    private void deliver(Waiting one, GroupSpans spans) {
        Message message = one.message();
        Collection<Connection> connections = groups.of(message.conversation());
        one.trace().found(connections.size());
        if (connections.isEmpty()) {
            return;
        }
        Pushed pushed = Pushed.of(message).with(one.trace());
        Pushed last = pushed.with(Standing.OUT);
        ByteBuf line;
        try {
            line = Frames.line(ByteBufAllocator.DEFAULT, message);
        } catch (CodecException e) {
            Failures.unexpected(e); // those behind it go on
            return;
        }
        try {
            for (Connection connection : connections) {
                int span = spans.find(connection.session().user(), message.seq());
                if (span >= 0) {
                    Pushed own = spans.endsAt(span, message.seq()) ? last : pushed;
                    connection.post(own, line.retainedDuplicate());
                }
            }
        } finally {
            line.release();
        }
    }
}
