package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** Those who have read, and who have received, a message of a group: ids of members other than the sender. */
@RpcMessage
public record GroupReceipts(List<Long> read, List<Long> delivered) {}
