package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;

/** The position of one of a user's devices in a conversation. */
@RpcMessage
public record Delivered(long user, String conversation, long seq) {}
