package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.gateway.Pushed.Standing;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToGroup;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.trace.ArrivalTrace;
import io.minirpc.gochat.trace.MessageTrace;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Leads what comes by the bus to the connections of its users. A frame is encoded once for all of them. Thread-safe.
 */
final class Pushes implements Bus.Listener {
    private final Connections connections;
    private final GroupPushes groups;
    private final Suspicion suspicion;
    private final MessageTrace traces;

    Pushes(Connections connections, GroupPushes groups, Suspicion suspicion, MessageTrace traces) {
        this.connections = connections;
        this.groups = groups;
        this.suspicion = suspicion;
        this.traces = traces;
    }

    @Override
    public void accept(Push push) {
        if (push instanceof ToUsers some) {
            accept(some);
        } else if (push instanceof ToGroup group) {
            groups.accept(group);
        }
    }

    @Override
    public void suspect(String reason) {
        suspicion.suspect(reason);
    }

    @Override
    public CompletionStage<Void> writeAgain() {
        return suspicion.writeAgain();
    }

    private void accept(ToUsers push) {
        ArrivalTrace trace =
                push.frame() instanceof Message message ? traces.arrived(message, push.trace()) : ArrivalTrace.NONE;
        List<Connection> targets = new ArrayList<>();
        for (long user : push.users()) {
            for (Connection connection : connections.ofUser(user)) {
                if (!connection.id().equals(push.except())) {
                    targets.add(connection);
                }
            }
        }
        trace.found(targets.size());
        if (!targets.isEmpty()) {
            deliver(push, targets, trace);
        }
    }

    private static void deliver(ToUsers push, List<Connection> targets, ArrivalTrace trace) {
        Pushed pushed = Pushed.of(push.frame())
                .with(push.left() ? Standing.OUT : Standing.UNCHANGED)
                .with(trace);
        Pushed joined = pushed.with(Standing.IN);
        Set<String> added = push.left() ? Set.of() : GroupEvents.added(push.frame());
        ByteBuf line = Frames.line(ByteBufAllocator.DEFAULT, push.frame());
        try {
            for (Connection target : targets) {
                boolean isAdded = !added.isEmpty()
                        && added.contains(Ids.text(target.session().user()));
                Pushed own = isAdded ? joined : pushed;
                target.post(own, line.retainedDuplicate());
            }
        } finally {
            line.release();
        }
    }
}
