package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.List;

/**
 * Messages in ascending order.
 *
 * @param more whether others lie in the direction that was asked
 */
@RpcMessage
public record HistoryPage(List<Message> messages, boolean more) {}
