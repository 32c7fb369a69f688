package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that ended.
 *
 * @param last the largest number of all, also of those that were not asked for
 * @param banned those of {@code sessions} that a ban ended; null from a service that does not know
 */
@RpcMessage
public record Revocations(
        long last, List<Long> sessions, @Nullable List<Long> banned) {}
