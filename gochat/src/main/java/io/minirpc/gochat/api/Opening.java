package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;

/** A connection that is to be opened for a session whose access token was verified. */
@RpcMessage
public record Opening(long user, long session) {}
