package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ErrorCode;

/**
 * The reason for a refusal.
 *
 * @param retryAfterMs when a temporary refusal may be over; else 0
 * @param text for people: the value seen and the value expected
 */
@RpcMessage
public record Refusal(ErrorCode code, long retryAfterMs, String text) {
    public static Refusal of(ErrorCode code, String text) {
        return new Refusal(code, 0, text);
    }
}
