package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

/**
 * Sessions that ended.
 *
 * @param last the largest number of all, also of those that were not asked for
 */
@RpcMessage
public record Revocations(long last, List<Long> sessions) {}
