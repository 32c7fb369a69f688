package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;

/**
 * A living session.
 *
 * @param created in UTC milliseconds
 * @param last when it was refreshed last, in UTC milliseconds
 */
@RpcMessage
public record SessionInfo(long id, String device, long created, long last) {}
