package io.minirpc.tests.fuzz;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made, and how it may end.
 *
 * @param input what was sent, to be found again
 * @param call the call
 * @param end returns what is wrong with its reply or its failure; null where nothing is
 */
record Attempt(String input, CompletableFuture<?> call, End end) {
    /** Longer than any call takes, and shorter than the deadline of all. */
    static final int PATIENCE_SECONDS = 30;

    /** How a call is refused whose texts cannot be sent or have no form in UTF-8. */
    static final Set<StatusCode> REFUSALS =
            Set.of(StatusCode.INVALID_ARGUMENT, StatusCode.RESOURCE_EXHAUSTED, StatusCode.INTERNAL);

    /** What is wrong with the end of a call. */
    interface End {
        @Nullable
        String flaw(@Nullable Object reply, @Nullable Throwable failure);
    }

    /** Waits for the end. */
    void check() throws Exception {
        Object reply = null;
        Throwable failure = null;
        try {
            reply = call.handle((value, thrown) -> {
                        if (thrown != null) {
                            throw new CompletionException(
                                    thrown instanceof CompletionException && thrown.getCause() != null
                                            ? thrown.getCause()
                                            : thrown);
                        }
                        return (Object) value;
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no end after " + PATIENCE_SECONDS + " s: " + input, e);
        } catch (ExecutionException e) {
            failure = e.getCause();
        }
        String flaw = end.flaw(reply, failure);
        if (flaw != null) {
            throw new AssertionError(flaw + ": " + input, failure);
        }
    }

    /** Expects a reply, or a refusal where the texts are too long or have no form in UTF-8. */
    static End reply(Object exact, @Nullable Object replaced, boolean mayBeRefused) {
        return (reply, failure) -> {
            if (failure != null) {
                return mayBeRefused ? refusalFlaw(failure) : "failed by " + said(failure);
            }
            return exact.equals(reply) || (replaced != null && replaced.equals(reply))
                    ? null
                    : "replied " + said(reply);
        };
    }

    /** Expects a failure by a code, with a message where one is given. */
    static End failure(StatusCode code, @Nullable String message, boolean mayBeRefused) {
        return (reply, failure) -> {
            if (!(failure instanceof RpcException rpc)) {
                return "ended by " + (failure == null ? said(reply) : said(failure)) + " and not by " + code;
            }
            if (rpc.code() != code) {
                return mayBeRefused ? refusalFlaw(failure) : "failed by " + said(failure) + " and not by " + code;
            }
            return message == null || String.valueOf(rpc.getMessage()).contains(message)
                    ? null
                    : "failed by " + said(failure);
        };
    }

    static @Nullable String refusalFlaw(Throwable failure) {
        return failure instanceof RpcException rpc && REFUSALS.contains(rpc.code())
                ? null
                : "failed by " + said(failure) + " (expected: one of " + REFUSALS + ")";
    }

    static String said(@Nullable Object outcome) {
        String code = outcome instanceof RpcException rpc ? rpc.code() + " " : "";
        return code + Texts.shown(String.valueOf(outcome));
    }
}
