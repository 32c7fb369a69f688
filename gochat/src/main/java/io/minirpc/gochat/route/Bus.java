package io.minirpc.gochat.route;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way from services to gateways. Thread-safe. Messages of one publisher to one gateway keep their order; any may be
 * lost.
 */
public interface Bus {
    /** Sends to a gateway; whether it arrives is unknown. Never blocks. */
    void publish(String gateway, Push push);

    /**
     * Has all gateways compare with the truth, since the place of some users is unknown and a push to them was given
     * up. Never blocks.
     */
    void giveUp();

    /**
     * Receives what is sent to a gateway.
     *
     * @return ends the subscription
     */
    AutoCloseable subscribe(String gateway, Listener listener);

    /** A gateway as its bus sees it. Called one at a time, on a thread of the bus, which must not be blocked. */
    @FunctionalInterface
    interface Listener {
        void accept(Push push);

        /**
         * Learns that pushes to it may have been lost.
         *
         * @param reason for the log
         */
        default void suspect(String reason) {}

        /**
         * Writes all its routes and registrations again, since they may have been lost.
         *
         * @return done when that was written, as far as it can be
         */
        default CompletionStage<Void> writeAgain() {
            return CompletableFuture.completedStage(null);
        }
    }

    /** A frame on its way to a gateway. */
    @RpcMessage
    sealed interface Push {
        ServerFrame frame();
    }

    /**
     * A frame for users.
     *
     * @param users at least one
     * @param except a connection that does not get it, or null
     * @param left whether the frame says that these users are out of its conversation: they are shown no typing and no
     *     receipts of it from then on
     * @param trace the message's trace, as W3C's traceparent has it; null for none
     */
    @RpcField(name = "users")
    record ToUsers(
            List<Long> users,
            ServerFrame frame,
            @Nullable String except,
            boolean left,
            @Nullable String trace) implements Push {
        public ToUsers(List<Long> users, ServerFrame frame, @Nullable String except) {
            this(users, frame, except, false, null);
        }

        public ToUsers(List<Long> users, ServerFrame frame, @Nullable String except, boolean left) {
            this(users, frame, except, left, null);
        }
    }

    /**
     * A message for those members of a large group who are connected to the gateway and may see it.
     *
     * @param version of the group's membership with this message; a gateway that holds another one asks the services
     *     before it delivers
     * @param trace the message's trace, as W3C's traceparent has it; null for none
     */
    @RpcField(name = "group")
    record ToGroup(Message frame, long version, @Nullable String trace) implements Push {
        public ToGroup(Message frame, long version) {
            this(frame, version, null);
        }
    }
}
