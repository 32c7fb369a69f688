package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.Role;
import java.util.List;

/** A change of a conversation. Each is committed as a message of its own seq, under the conversation's lock. */
@RpcMessage
public sealed interface Change {
    /**
     * Creates a group.
     *
     * @param members besides the creator; users that cannot be added are left out
     */
    record Create(String name, List<Long> members) implements Change {}

    record Invite(List<Long> users) implements Change {}

    record Join(@Sensitive String code) implements Change {}

    record Leave() implements Change {}

    record Kick(long user) implements Change {}

    record SetRole(long user, Role role) implements Change {}

    record Rename(String name) implements Change {}

    record Dissolve() implements Change {}

    /** Takes back a text of the user's own. */
    record Recall(long seq) implements Change {}
}
