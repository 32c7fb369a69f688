package io.minirpc.client;

import static io.minirpc.StatusCode.DEADLINE_EXCEEDED;
import static io.minirpc.StatusCode.OK;
import static io.minirpc.StatusCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.discovery.Endpoint;
import io.minirpc.internal.transport.ManualLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointRouteTest {
    private final Member member = member();
    private final EndpointRoute route = new EndpointRoute((call, self) -> false, 1, null);

    private static Member member() {
        ClientContext client =
                new ClientContext(RpcClient.builder().inProcess("nobody").settings());
        ConnectionPool pool = new ConnectionPool(Target.inProcess(client, "nobody"), new ManualLoop(), () -> {});
        OutlierDetection outliers =
                OutlierDetection.builder().consecutiveFailures(1).build();
        return new Member(Endpoint.of("127.0.0.1", 1), pool, outliers, Duration.ZERO, () -> {});
    }

    @Test
    void answerEndsTheCallAndSaysHowItWent() {
        route.goTo(member);
        assertThat(member.pending()).isOne();
        route.answered(OK);
        assertThat(member.pending()).isZero();
        assertThat(member.latencyNanos()).isPositive();
        assertThat(member.failsInRow()).isFalse();

        route.goTo(member);
        route.answered(UNAVAILABLE);
        assertThat(member.failsInRow()).isTrue();
    }

    @Test
    void lostConnectionIsNotHeldAgainstTheEndpoint() {
        route.goTo(member);
        route.failed(CallFailure.of(UNAVAILABLE, "lost"));
        assertThat(member.pending()).isZero();
        assertThat(member.failsInRow()).isFalse();
    }

    @Test
    void silenceIsHeldAgainstTheEndpointIfTheCallWasSent() {
        route.goTo(member);
        route.failed(CallFailure.notExecuted(DEADLINE_EXCEEDED, "not sent"));
        assertThat(member.failsInRow()).isFalse();

        route.goTo(member);
        route.failed(CallFailure.of(DEADLINE_EXCEEDED, "no answer"));
        assertThat(member.failsInRow()).isTrue();
    }

    @Test
    void callThatGoesElsewhereLeavesTheEndpointBefore() {
        Member other = member();
        route.goTo(member);
        route.goTo(other);
        assertThat(member.pending()).isZero();
        assertThat(other.pending()).isOne();
        assertThat(route.tries()).isEqualTo(2);
    }
}
