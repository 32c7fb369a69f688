package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** A sealed type whose leaves have names in JSON, and one of them a number, that Java does not give them. */
@RpcMessage
public sealed interface Command {
    @RpcField(name = "group.create")
    record CreateGroup(String name, List<String> members) implements Command {}

    @RpcField(name = "ping", number = 20)
    record Ping() implements Command {}

    record Leave(long group) implements Command {}
}
