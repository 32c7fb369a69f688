package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a conversation are wanted: the newest, those upwards from {@code after}, or those downwards from
 * {@code before}. With both, those between, from the lower end.
 *
 * @param after an exclusive bound, or null
 * @param before an exclusive bound, or null
 * @param limit from 1 to 200
 * @param maxBytes of encoded messages; one message fits always
 */
@RpcMessage
public record HistoryQuery(@Nullable Long after, @Nullable Long before, int limit, int maxBytes) {}
