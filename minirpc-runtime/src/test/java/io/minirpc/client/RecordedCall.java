package io.minirpc.client;

import io.minirpc.StatusCode;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.server.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that keeps how it ended. */
final class RecordedCall extends PendingCall {
    static final Duration LONG = Duration.ofMinutes(1);

    private final List<StatusCode> codes = new ArrayList<>();
    private @Nullable CallFailure failure;

    /** Run when the call ends. */
    Runnable onEnd = () -> {};

    RecordedCall() {
        super(TestService.ECHO, "x", System.nanoTime() + LONG.toNanos(), null, "test");
    }

    /** Returns the codes that the call ended with: one, unless something is wrong. */
    List<StatusCode> codes() {
        return codes;
    }

    @Nullable
    CallFailure failure() {
        return failure;
    }

    @Override
    void responded(Envelope form, byte[] bytes, int offset, int length) {
        codes.add(StatusCode.OK);
        onEnd.run();
    }

    @Override
    void failed(CallFailure failure) {
        this.failure = failure;
        codes.add(failure.code());
        onEnd.run();
    }
}
