package io.minirpc.gochat.account;

import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.frame.ErrorCode;
import java.io.Serial;

/** A request that is refused: it becomes a value before it leaves the service. The message says why. */
public final class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.text(), null, false, false);
        this.refusal = refusal;
    }

    static RefusedException invalid(String text) {
        return of(ErrorCode.INVALID, text);
    }

    static RefusedException of(ErrorCode code, String text) {
        return new RefusedException(Refusal.of(code, text));
    }

    /** @param retryAfterMs when the same may succeed */
    static RefusedException later(ErrorCode code, long retryAfterMs, String text) {
        return new RefusedException(new Refusal(code, retryAfterMs, text));
    }

    /** Returns the kind of the reason. */
    public ErrorCode code() {
        return refusal.code();
    }

    Refusal refusal() {
        return refusal;
    }
}
