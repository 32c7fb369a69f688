package io.minirpc.gochat.admin;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.ModerationStore.Standing;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command: a line of text, or with {@code --json} an object with one property, the kind. The names are
 * stable; README.md lists them. Times are in UTC milliseconds.
 */
@RpcMessage
sealed interface Event {
    /**
     * A user.
     *
     * @param operatorSince null if he is no operator
     * @param ban null if he is not banned
     */
    @RpcField(name = "user")
    record User(
            String id,
            String name,
            String display,
            long created,
            @Nullable @RpcField(name = "operator_since") Long operatorSince,
            @Nullable Ban ban)
            implements Event {
        static User of(Standing user) {
            return new User(
                    Ids.text(user.user()),
                    user.name(),
                    user.display(),
                    user.createdMs(),
                    user.operatorSinceMs(),
                    Ban.of(user.ban()));
        }
    }

    /**
     * The ban of a user.
     *
     * @param reason what he is told; null for nothing
     */
    @RpcMessage
    record Ban(long since, @Nullable String reason) {
        static @Nullable Ban of(AccountStore.@Nullable Ban ban) {
            return ban == null ? null : new Ban(ban.sinceMs(), ban.reason());
        }
    }

    /**
     * A living session.
     *
     * @param last when it was refreshed last
     * @param expires when it ends without a further refresh
     */
    @RpcField(name = "session")
    record Session(String id, String device, long created, long last, long expires) implements Event {
        static Session of(StoredSession session) {
            return new Session(
                    Ids.text(session.id()),
                    session.device(),
                    session.createdMs(),
                    session.rotatedMs(),
                    session.expiresMs());
        }
    }

    /** A session that was ended. */
    @RpcField(name = "ended")
    record Ended(String session) implements Event {}

    @RpcField(name = "epoch")
    record Epoch(String epoch) implements Event {}

    /** A failure; it goes to the standard error. */
    @RpcField(name = "error")
    record Failed(String code, String text) implements Event {}
}
