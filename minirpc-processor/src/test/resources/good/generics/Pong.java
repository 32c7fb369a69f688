package generics;

import io.minirpc.annotation.RpcMessage;

@RpcMessage
public record Pong<T>(T value, Ping<T> ping) {}
