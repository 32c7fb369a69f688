package io.minirpc.gochat.store;

/**
 * A message as it was committed.
 *
 * @param time in UTC milliseconds
 * @param clientMsgId the sender's own id for it
 */
public record StoredMessage(
        String conversation,
        long seq,
        long id,
        long sender,
        String type,
        String content,
        long time,
        String clientMsgId) {}
