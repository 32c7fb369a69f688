package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ErrorCode;

/** The outcome of a send. */
@RpcMessage
public sealed interface SendResult {
    /**
     * The message is committed.
     *
     * @param time in UTC milliseconds
     * @param again whether it had been committed before this call
     */
    record Sent(long seq, long messageId, long time, boolean again) implements SendResult {}

    /** The message is not committed, and will not be however often it is sent. */
    record Refused(ErrorCode code, String text) implements SendResult {}

    /** The outcome is unknown; to send the same message again later does no harm. */
    record Busy(long retryAfterMs) implements SendResult {}
}
