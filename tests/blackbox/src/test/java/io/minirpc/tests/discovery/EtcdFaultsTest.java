package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.balancer.Balancers;
import io.minirpc.client.RpcClient;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.servers.EtcdLoss;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to etcd, or in it: no call fails, neither where there are three servers nor where there is but one,
 * and all are registered again within the lease and two seconds.
 */
@RequiresEtcd
class EtcdFaultsTest {
    private static final Duration TTL = NodeProgram.TTL;
    private static final Duration LIMIT = TTL.plusSeconds(2);
    private static final String THREE = "/three/";
    private static final String ONE = "/one/";
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    private static EtcdServer etcd;
    private static Cluster three;
    private static Cluster one;
    private static RpcClient clientOfThree;
    private static RpcClient clientOfOne;

    private enum Fault {
        ETCD_KILLED_FOR_2_S(() -> EtcdLoss.KILLED.last(etcd, Duration.ofSeconds(2))),
        ETCD_KILLED_FOR_LONGER_THAN_THE_LEASE(() -> EtcdLoss.KILLED.last(etcd, TTL.plusMillis(1_500))),
        ETCD_FROZEN_FOR_LONGER_THAN_THE_LEASE(() -> EtcdLoss.FROZEN.last(etcd, TTL.plusMillis(1_500))),
        LEASES_REVOKED(() -> assertThat(etcd.control().revokeLeases()).isEqualTo(4)),
        KEYS_DELETED(() -> {
            etcd.control().deleteAll(THREE);
            etcd.control().deleteAll(ONE);
        }),
        RESTARTED_EMPTY(() -> etcd.restartEmpty());

        private final Cause cause;

        Fault(Cause cause) {
            this.cause = cause;
        }

        private interface Cause {
            void bringAbout() throws Exception;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        etcd = keep(EtcdServer.start());
        three = keep(Cluster.start(etcd, THREE, 3));
        one = keep(Cluster.start(etcd, ONE, 1));
        clientOfThree = three.client(settings -> settings.balancer(Balancers::roundRobin)); // all are asked, always
        clientOfOne = one.client();
    }

    @AfterAll
    static void stop() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    private static <T extends AutoCloseable> T keep(T closeable) {
        OPEN.push(closeable);
        return closeable;
    }

    @ParameterizedTest
    @EnumSource
    void noCallFails(Fault fault) throws Exception {
        noCallFails(fault, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void noCallFailsTwentyTimes(Fault fault) throws Exception {
        noCallFails(fault, 20);
    }

    private static void noCallFails(Fault fault, int runs) throws Exception {
        long longest = 0;
        long calls;
        try (Load onThree = Load.start(clientOfThree);
                Load onOne = Load.start(clientOfOne)) {
            for (int run = 1; run <= runs; run++) {
                awaitTraffic(onThree, onOne);
                fault.cause.bringAbout();
                long recovered = System.nanoTime();
                three.awaitRegistered();
                one.awaitRegistered();
                longest = Math.max(longest, System.nanoTime() - recovered);
                last(TTL); // a lease from before ends within this time
                assertThat(three.isRegistered() && one.isRegistered())
                        .as("registered still")
                        .isTrue();
            }
            awaitTraffic(onThree, onOne);
            onThree.stop();
            onOne.stop();
            calls = onThree.calls() + onOne.calls();
            Calls.print(
                    "%s, %d runs: %d of %,d calls failed, registered again within %.0f ms",
                    fault, runs, onThree.failures().size() + onOne.failures().size(), calls, Calls.millis(longest));
            onThree.assertNoneFailed();
            onOne.assertNoneFailed();
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(LIMIT);
    }

    private static void awaitTraffic(Load onThree, Load onOne) {
        onThree.awaitAnswersOf(three.ports());
        onOne.awaitAnswersOf(one.ports());
    }

    /** Not a wait for something: the fault is that long. */
    private static void last(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
