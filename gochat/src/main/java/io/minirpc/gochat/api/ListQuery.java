package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ClientFrame.ListPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations of a user are wanted: those below a place, or those named.
 *
 * @param before the place; null for the first page. With {@code only} it says what the rest is summed up over
 * @param only the conversations wanted, at most 100; null for a page
 * @param limit from 1 to 100
 */
@RpcMessage
public record ListQuery(
        @Nullable ListPosition before, @Nullable List<String> only, int limit) {}
