package io.minirpc.gochat.gateway.http;

import io.minirpc.RpcException;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.frame.ErrorCode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.Serial;
import java.util.concurrent.CompletionException;

/** A request that fails with a status and an error of the protocol. */
final class HttpFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final long RETRY_MS = 1_000;

    private final transient HttpResponseStatus status;
    private final transient Refusal refusal;

    private HttpFailure(HttpResponseStatus status, Refusal refusal) {
        super(refusal.text(), null, false, false);
        this.status = status;
        this.refusal = refusal;
    }

    static HttpFailure of(Refusal refusal) {
        return new HttpFailure(statusOf(refusal.code()), refusal);
    }

    static HttpFailure of(ErrorCode code, String text) {
        return of(Refusal.of(code, text));
    }

    static HttpFailure of(HttpResponseStatus status, ErrorCode code, String text) {
        return new HttpFailure(status, Refusal.of(code, text));
    }

    /** Returns the failure that a call, or our own code, ended with. */
    static HttpFailure of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpFailure known) {
            return known;
        }
        if (cause instanceof RpcException error && isTemporary(error)) {
            return of(new Refusal(ErrorCode.BUSY, RETRY_MS, "the server does not answer in time"));
        }
        return of(new Refusal(ErrorCode.INTERNAL, RETRY_MS, "a fault of the server"));
    }

    private static boolean isTemporary(RpcException error) {
        return switch (error.code()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED -> true;
            default -> false;
        };
    }

    private static HttpResponseStatus statusOf(ErrorCode code) {
        return switch (code) {
            case BAD_FRAME, UNKNOWN_KIND, INVALID -> HttpResponseStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpResponseStatus.NOT_FOUND;
            case FORBIDDEN, BANNED -> HttpResponseStatus.FORBIDDEN;
            case CONFLICT, NAME_TAKEN -> HttpResponseStatus.CONFLICT;
            case RATE_LIMITED -> HttpResponseStatus.TOO_MANY_REQUESTS;
            case BUSY -> HttpResponseStatus.SERVICE_UNAVAILABLE;
            case INTERNAL -> HttpResponseStatus.INTERNAL_SERVER_ERROR;
            case UNAUTHENTICATED, WRONG_PASSWORD -> HttpResponseStatus.UNAUTHORIZED;
        };
    }

    HttpResponseStatus status() {
        return status;
    }

    Refusal refusal() {
        return refusal;
    }
}
