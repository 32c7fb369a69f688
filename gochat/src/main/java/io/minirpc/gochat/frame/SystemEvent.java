package io.minirpc.gochat.frame;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/**
 * A change of a group: the content of a message of the type {@code system}, as JSON. Who did it is the message's
 * {@code from}. Users are ids.
 */
@RpcMessage
public sealed interface SystemEvent {
    @RpcField(name = "created")
    record Created(String name, List<String> members) implements SystemEvent {}

    @RpcField(name = "added")
    record Added(List<String> users) implements SystemEvent {}

    /** Somebody joined by the group's code. */
    @RpcField(name = "joined")
    record Joined() implements SystemEvent {}

    @RpcField(name = "left")
    record Left() implements SystemEvent {}

    @RpcField(name = "removed")
    record Removed(String user) implements SystemEvent {}

    @RpcField(name = "role")
    record RoleSet(String user, Role role) implements SystemEvent {}

    @RpcField(name = "renamed")
    record Renamed(String name) implements SystemEvent {}

    @RpcField(name = "dissolved")
    record Dissolved() implements SystemEvent {}
}
