package io.minirpc.samples.messages;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** What a client of a chat sends over its WebSocket. */
@RpcMessage
public sealed interface Frame {
    @RpcField(name = "group.create")
    record CreateGroup(String name, List<String> members) implements Frame {}

    @RpcField(name = "ping")
    record Ping() implements Frame {}
}
