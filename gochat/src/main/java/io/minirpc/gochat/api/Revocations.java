package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

/**
 * Sessions that ended.
 *
 * @param last the number of the last of these sessions, or the newest number of all where there are none
 */
@RpcMessage
public record Revocations(long last, List<Long> sessions) {}
