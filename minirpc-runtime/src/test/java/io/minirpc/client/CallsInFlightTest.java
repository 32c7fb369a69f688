package io.minirpc.client;

import static io.minirpc.StatusCode.CANCELLED;
import static io.minirpc.StatusCode.DEADLINE_EXCEEDED;
import static io.minirpc.StatusCode.RESOURCE_EXHAUSTED;
import static io.minirpc.StatusCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.StatusCode;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallsInFlightTest implements CallsInFlight.Listener, HelloWait.Listener {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop = channel.eventLoop();
    private final ClientContext client = new ClientContext(
            RpcClient.builder().inProcess("nobody").maxCallsPerConnection(2).settings());
    private final CallsInFlight calls =
            new CallsInFlight(client, "test", loop, new HelloWait(this, client, loop), this);
    private final List<Long> timeouts = new ArrayList<>();
    private int ended;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** The places of a call in the register. */
    enum Progress {
        QUEUED,
        BEGUN,
        HELD,
        SENT
    }

    private RecordedCall call(Progress progress) {
        RecordedCall call = new RecordedCall();
        assertThat(client.encoder().encode(call, null)).isTrue();
        assertThat(calls.admit(call)).isTrue();
        if (progress != Progress.QUEUED) {
            calls.begin(call);
        }
        if (progress == Progress.HELD) {
            assertThat(calls.hold(call)).isTrue();
        }
        if (progress == Progress.SENT) {
            assertThat(calls.markSent(call)).isTrue();
        }
        return call;
    }

    private void assertIsNowhere(PendingCall call) {
        assertThat(calls.count()).isZero();
        assertThat(call.isInWheel()).isFalse();
        assertThat(calls.take(call.seq)).isNull();
        assertThat(calls.release()).isEmpty();
    }

    @Test
    void callsAboveTheMaximumEndAndAreNotCounted() {
        call(Progress.QUEUED);
        call(Progress.SENT);
        RecordedCall third = new RecordedCall();
        assertThat(calls.admit(third)).isFalse();
        assertThat(third.codes()).containsExactly(RESOURCE_EXHAUSTED);
        assertThat(calls.count()).isEqualTo(2);

        calls.withdraw();
        assertThat(calls.admit(new RecordedCall())).isTrue();
    }

    @Test
    void answeredCallIsTakenOnce() {
        RecordedCall call = call(Progress.SENT);
        assertThat(calls.take(call.seq)).isSameAs(call);
        assertIsNowhere(call);
    }

    @ParameterizedTest
    @EnumSource
    void forgottenCallIsNowhere(Progress progress) {
        RecordedCall call = call(progress);
        assertThat(calls.forget(call)).isEqualTo(progress == Progress.SENT);
        assertIsNowhere(call);
        assertThat(call.codes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void failedCallEndsAndIsNowhere(Progress progress) {
        RecordedCall call = call(progress);
        calls.fail(call, CallFailure.cancelled(true));
        assertIsNowhere(call);
        assertThat(call.codes()).containsExactly(CANCELLED);
        assertThat(ended).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void expiredCallTellsWhetherItWasSent(Progress progress) {
        RecordedCall call = call(progress);
        calls.expired(call);
        calls.expired(call);
        assertIsNowhere(call);
        assertThat(call.codes()).containsExactly(DEADLINE_EXCEEDED);
        assertThat(call.failure().notExecuted()).isEqualTo(progress != Progress.SENT);
        assertThat(timeouts).hasSize(progress == Progress.SENT ? 1 : 0);
    }

    @Test
    void callsEndWithTheConnection() {
        RecordedCall sent = call(Progress.SENT);
        RecordedCall held = call(Progress.HELD);
        calls.endAll("lost", null);
        assertThat(List.of(sent, held)).allSatisfy(this::assertIsNowhere);
        assertThat(sent.codes()).containsExactly(UNAVAILABLE);
        assertThat(sent.failure().notExecuted()).isFalse();
        assertThat(held.codes()).containsExactly(UNAVAILABLE);
        assertThat(held.failure().notExecuted()).isTrue();
        assertThat(calls.isHolding()).isFalse();
        assertThat(ended).isEqualTo(2);
    }

    @Test
    void callThatIsCancelledWhenAnotherEndsWithTheConnectionEndsOnce() {
        RecordedCall sent = call(Progress.SENT);
        RecordedCall held = call(Progress.HELD);
        sent.onEnd = () -> calls.fail(held, CallFailure.cancelled(true));
        calls.endAll("lost", null);
        assertIsNowhere(held);
        assertThat(held.codes()).containsExactly(CANCELLED);
    }

    /** A route whose next endpoint is there, is not, or throws. */
    private static CallRoute route(BooleanSupplier next) {
        return new CallRoute() {
            @Override
            public boolean retryUnsent(PendingCall call) {
                return next.getAsBoolean();
            }

            @Override
            public void answered(StatusCode code) {}

            @Override
            public void failed(CallFailure failure) {}
        };
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SENT")
    void movedCallGoesOnElsewhere(Progress progress) {
        RecordedCall call = call(progress);
        call.routeBy(route(() -> true));
        calls.move(call, CallFailure.notExecuted(UNAVAILABLE, "lost"));
        assertIsNowhere(call);
        assertThat(call.codes()).isEmpty();
        assertThat(ended).isOne();
    }

    @Test
    void callThatCannotBeMovedEnds() {
        List<BooleanSupplier> ways = List.of(() -> false, () -> {
            throw new IllegalStateException("the balancer failed");
        });
        for (BooleanSupplier next : ways) {
            RecordedCall call = call(Progress.BEGUN);
            call.routeBy(route(next));
            calls.move(call, CallFailure.notExecuted(UNAVAILABLE, "lost"));
            assertIsNowhere(call);
            assertThat(call.codes()).containsExactly(UNAVAILABLE);
        }
    }

    @Override
    public void timedOut(long sentNanos) {
        timeouts.add(sentNanos);
    }

    @Override
    public void callEnded() {
        ended++;
    }

    @Override
    public void sendHeld(PendingCall call) {}

    @Override
    public void flush() {}

    @Override
    public void goOnWithoutHello() {}

    @Override
    public void heardNoHello(String how) {}
}
