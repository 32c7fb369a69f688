package io.minirpc.gochat.gateway;

import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leads what comes by the bus to the connections of its users. A frame is encoded once for all of them. Thread-safe.
 */
final class Pushes implements Consumer<Push> {
    private final Connections connections;

    Pushes(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void accept(Push push) {
        if (push instanceof ToUsers some) {
            accept(some);
        }
    }

    private void accept(ToUsers push) {
        List<Connection> targets = new ArrayList<>();
        for (long user : push.users()) {
            for (Connection connection : connections.ofUser(user)) {
                if (!connection.id().equals(push.except())) {
                    targets.add(connection);
                }
            }
        }
        if (targets.isEmpty()) {
            return;
        }
        PushClass kind = PushClass.of(push.frame());
        ByteBuf line = Frames.line(ByteBufAllocator.DEFAULT, push.frame());
        try {
            for (Connection target : targets) {
                target.loop().post(line.retainedDuplicate(), own -> target.push(kind, own));
            }
        } finally {
            line.release();
        }
    }
}
