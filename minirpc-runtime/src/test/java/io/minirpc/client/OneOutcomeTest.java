package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.CallContext;
import io.minirpc.StatusCode;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls that are cancelled, or come too late, while something else happens to them. */
class OneOutcomeTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ClientContext client = new ClientContext(
            RpcClient.builder().inProcess("nobody").wireFormat(WireFormat.JSON).settings());
    private final List<StatusCode> outcomes = new ArrayList<>();

    private PendingCall call(CallContext context) {
        return new PendingCall(ECHO, "x", System.nanoTime() + LONG.toNanos(), context, "test") {
            @Override
            void responded(Envelope form, byte[] bytes, int offset, int length) {
                outcomes.add(StatusCode.OK);
            }

            @Override
            void failed(CallFailure failure) {
                outcomes.add(failure.code());
            }
        };
    }

    private static CallContext cancelled() {
        CallContext context = CallContext.create();
        context.cancel();
        return context;
    }

    private ServiceRoute route(ManualLoop loop) {
        RouterSettings settings = new RouterSettings(
                SilentRegistry.thatAnswersPings(),
                LONG,
                List.of(),
                () -> candidates -> hash -> candidates.get(0),
                Map.of(),
                OutlierDetection.DEFAULT,
                LONG);
        return new ServiceRoute("Test", client, settings, new SharedPools(client, loop, loop), loop);
    }

    @Test
    void aCallThatIsCancelledJustBeforeTheLoopEndsEndsOnce() {
        ManualLoop loop = new ManualLoop() {
            @Override
            public synchronized void execute(Runnable task) {
                super.execute(task);
                end();
            }
        };
        Target target = Target.inProcess(client, "nobody");
        ClientConnection connection = new ClientConnection(target, new Slot(target, loop, () -> {}), loop);
        connection.submit(call(cancelled()));
        assertThat(outcomes).containsExactly(StatusCode.CANCELLED);
        assertThat(connection.calls()).isZero();
    }

    @Test
    void aCallThatIsCancelledOnItsWayToThoseThatWaitForTheRegistryDoesNotWait() {
        ManualLoop loop = new ManualLoop();
        route(loop).start(call(cancelled()), null);
        loop.run();
        assertThat(outcomes).containsExactly(StatusCode.CANCELLED);
    }

    @Test
    void aCallThatComesAfterTheEventLoopHasEndedFails() {
        ManualLoop loop = new ManualLoop();
        loop.end();
        route(loop).start(call(CallContext.create()), null);
        assertThat(outcomes).containsExactly(StatusCode.UNAVAILABLE);
    }
}
