package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.localservers.Signals;
import io.minirpc.tests.servers.EtcdLoss;
import io.minirpc.tests.servers.RequiresEtcd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to etcd, or in it: what was announced is there again within the lease and two seconds, and stays,
 * and who watches never sees an empty list.
 */
@RequiresEtcd
class FaultsTest {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final Duration LIMIT = TTL.plusSeconds(2);
    private static final Endpoint ENDPOINT = Endpoint.of("10.0.0.7", 9000);
    private static final Endpoint OTHER = Endpoint.of("10.0.0.8", 9000);
    private static final String KEY = "/mini-rpc/Arith/10.0.0.7:9000";
    private static final String OTHER_KEY = "/mini-rpc/Arith/10.0.0.8:9000";

    private enum Fault {
        ETCD_KILLED_FOR_2_S(etcd -> EtcdLoss.KILLED.last(etcd, Duration.ofSeconds(2))),
        ETCD_KILLED_FOR_LONGER_THAN_THE_LEASE(etcd -> EtcdLoss.KILLED.last(etcd, TTL.plusMillis(1_500))),
        ETCD_FROZEN_FOR_LONGER_THAN_THE_LEASE(etcd -> EtcdLoss.FROZEN.last(etcd, TTL.plusMillis(1_500))),
        LEASES_REVOKED(etcd -> etcd.control().revokeLeases()),
        KEYS_DELETED(etcd -> etcd.control().deleteAll("/mini-rpc/")),
        KEY_OVERWRITTEN(etcd -> etcd.control().put(KEY, "{\"Weight\":1}")),
        DATA_WIPED(EtcdServer::restartEmpty);

        private final Cause cause;

        Fault(Cause cause) {
            this.cause = cause;
        }

        private interface Cause {
            void bringAbout(EtcdServer etcd) throws Exception;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAnnouncedComesBack(Fault fault) throws Exception {
        comesBack(fault, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whatWasAnnouncedComesBackTwentyTimes(Fault fault) throws Exception {
        comesBack(fault, 20);
    }

    private static void comesBack(Fault fault, int runs) throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = registry(etcd);
                Registry clients = registry(etcd)) {
            registry.register("Arith", ENDPOINT, TTL).get(10, TimeUnit.SECONDS);
            registry.register("Arith", OTHER, TTL).get(10, TimeUnit.SECONDS);
            List<List<Endpoint>> seen = new CopyOnWriteArrayList<>();
            clients.watch("Arith", seen::add);
            await().until(() -> !seen.isEmpty());
            for (int run = 1; run <= runs; run++) {
                fault.cause.bringAbout(etcd);
                print(fault.toString(), run, lastAbsence(etcd));
                await().untilAsserted(
                                () -> assertThat(seen.get(seen.size() - 1)).containsExactly(ENDPOINT, OTHER));
            }
            assertThat(seen).noneMatch(List::isEmpty);
        }
    }

    @Test
    void aProcessThatWasFrozenAnnouncesItselfAgain() throws Exception {
        frozen(1);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aProcessThatWasFrozenAnnouncesItselfAgainTwentyTimes() throws Exception {
        frozen(20);
    }

    private static void frozen(int runs) throws Exception {
        try (EtcdServer etcd = EtcdServer.start();
                Registry registry = registry(etcd);
                Registry clients = registry(etcd)) {
            registry.register("Arith", OTHER, TTL).get(10, TimeUnit.SECONDS);
            List<List<Endpoint>> seen = new CopyOnWriteArrayList<>();
            Process process = RegistrarProgram.start(etcd.url(), ENDPOINT.address());
            try {
                clients.watch("Arith", seen::add);
                for (int run = 1; run <= runs; run++) {
                    Signals.send(process, "STOP");
                    await().until(() -> etcd.control().get(KEY) == null);
                    Signals.send(process, "CONT");
                    print("PROCESS_FROZEN_FOR_LONGER_THAN_THE_LEASE", run, lastAbsence(etcd));
                }
                assertThat(seen).noneMatch(List::isEmpty);
                process.getOutputStream().close();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(etcd.control().get(KEY)).isNull();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** Looks for longer than a registration may take to come back, and returns when it was last not as it should be. */
    private static Duration lastAbsence(EtcdServer etcd) throws Exception {
        long start = System.nanoTime();
        long absent = start;
        while (System.nanoTime() - start < LIMIT.plusMillis(500).toNanos()) {
            if (!isAnnounced(etcd, KEY, ENDPOINT) || !isAnnounced(etcd, OTHER_KEY, OTHER)) {
                absent = System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Duration after = Duration.ofNanos(absent - start);
        assertThat(after).isLessThan(LIMIT);
        return after;
    }

    private static boolean isAnnounced(EtcdServer etcd, String key, Endpoint endpoint) throws IOException {
        String value = etcd.control().get(key);
        return value != null
                && value.equals(new InstanceValue(endpoint, false).write().toStringUtf8());
    }

    private static Registry registry(EtcdServer etcd) {
        return EtcdRegistry.builder().url(etcd.url()).build();
    }

    private static void print(String fault, int run, Duration after) {
        System.out.printf("%s, run %d: announced %d ms after recovery%n", fault, run, after.toMillis());
    }
}
