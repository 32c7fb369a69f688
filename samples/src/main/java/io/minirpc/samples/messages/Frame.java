package io.minirpc.samples.messages;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** The frames that a chat client sends over its WebSocket. */
@RpcMessage
public sealed interface Frame {
    @RpcField(name = "group.create")
    record CreateGroup(String name, List<String> members) implements Frame {}

    @RpcField(name = "ping")
    record Ping() implements Frame {}
}
