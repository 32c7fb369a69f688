package io.minirpc.gochat.route;

import io.minirpc.gochat.frame.ServerFrame;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from services to gateways. Thread-safe. Messages of one publisher to one gateway keep their order; any may be
 * lost.
 */
public interface Bus {
    /** Sends to a gateway; whether it arrives is unknown. Never blocks. */
    void publish(String gateway, Push push);

    /**
     * Receives what is sent to a gateway, one at a time, on a thread of the bus; the listener must not block.
     *
     * @return ends the subscription
     */
    AutoCloseable subscribe(String gateway, Consumer<Push> listener);

    /**
     * A frame for users.
     *
     * @param users at least one
     * @param except a connection that does not get it, or null
     */
    record Push(
            List<Long> users, ServerFrame frame, @Nullable String except) {}
}
