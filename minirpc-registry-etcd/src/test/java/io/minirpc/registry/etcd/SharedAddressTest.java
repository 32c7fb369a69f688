package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.localservers.Signals;
import io.minirpc.tests.servers.Lists;
import io.minirpc.tests.servers.RequiresEtcd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several processes that announce one address: a process that leaves removes only its own announcement. */
@RequiresEtcd
class SharedAddressTest {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final Endpoint ADDRESS = Endpoint.of("10.0.0.7", 9000);
    private static final Endpoint ONE = ADDRESS.withVersion("1");
    private static final Endpoint TWO = ADDRESS.withVersion("2");
    private static final Endpoint THREE = ADDRESS.withVersion("3");
    private static final String KEY = "/mini-rpc/Arith/10.0.0.7:9000";

    private final List<Registry> registries = new ArrayList<>();
    private EtcdServer etcd;

    @BeforeEach
    void start() throws IOException {
        etcd = EtcdServer.start();
    }

    @AfterEach
    void stop() {
        registries.forEach(Registry::close);
        etcd.close();
    }

    @Test
    void leavingPredecessorKeepsTheKeyOfItsSuccessor() throws Exception {
        Registry first = announce(ONE);
        announce(TWO);
        leave(first);
        assertThat(announced()).isEqualTo(TWO);
        leave(first); // has no announcement any more
        assertThat(announced()).isEqualTo(TWO);
    }

    @Test
    void leavingOwnerHandsTheKeyToTheOther() throws Exception {
        Lists lists = watch();
        announce(ONE);
        lists.awaitList(ONE);
        Registry second = announce(TWO);
        assertThat(awaitQuiet()).isEqualTo(TWO); // the first one has answered, so that the second one knows of it
        lists.awaitList(TWO);

        leave(second);
        lists.awaitList(ONE);
        assertThat(etcd.control().leases()).isEqualTo(1);
    }

    @Test
    void lastOfThreeDeletesTheKeyWhenItLeaves() throws Exception {
        List<List<Endpoint>> seen = new CopyOnWriteArrayList<>();
        List<Endpoint> endpoints = List.of(ONE, TWO, THREE);
        List<Registry> all = List.of(announce(ONE), announce(TWO), announce(THREE));
        newRegistry().watch("Arith", seen::add);
        await().until(() -> !seen.isEmpty());

        Endpoint owner = awaitQuiet();
        leave(all.get(endpoints.indexOf(owner)));
        assertThat(announced()).isNotNull().isNotEqualTo(owner);
        assertThat(seen).noneMatch(List::isEmpty);

        Endpoint second = awaitQuiet();
        leave(all.get(endpoints.indexOf(second)));
        await().until(() -> announced() != null);
        Endpoint third = announced();
        assertThat(third).isNotEqualTo(owner).isNotEqualTo(second);

        leave(all.get(endpoints.indexOf(third)));
        await().untilAsserted(() -> assertThat(seen.get(seen.size() - 1)).isEmpty());
        assertThat(announced()).isNull();
        assertThat(etcd.control().leases()).isZero();
    }

    @Test
    void ownerWhoseLeaseWasRevokedKeepsTheKeyOfItsSuccessor() throws Exception {
        Registry first = announce(ONE);
        etcd.control().revokeLeases();
        announce(TWO); // before or after the first one has noticed
        await().until(() -> etcd.control().leases() == 2);
        assertThat(awaitQuiet()).isIn(ONE, TWO);

        leave(first);
        await().untilAsserted(() -> assertThat(announced()).isEqualTo(TWO));
        assertThat(etcd.control().leases()).isEqualTo(1);
    }

    @Test
    void successorOfAKilledProcessKeepsItsKeyWhenTheOldLeaseEnds() throws Exception {
        List<List<Endpoint>> seen = new CopyOnWriteArrayList<>();
        Process process = RegistrarProgram.start(etcd.url(), ADDRESS.address());
        try {
            newRegistry().watch("Arith", seen::add);
            await().until(() -> !seen.isEmpty());
            Signals.kill(process);
        } finally {
            process.destroyForcibly();
        }
        announce(TWO);
        await().until(() -> etcd.control().leases() == 1);
        assertThat(announced()).isEqualTo(TWO);
        assertThat(seen).noneMatch(List::isEmpty);
    }

    @Test
    void lateWithdrawalKeepsTheKeyOfTheSuccessor() throws Exception {
        Registry first = announce(ONE);
        etcd.stop();
        CompletableFuture<Void> back = first.deregister("Arith", ADDRESS);
        assertThat(back).failsWithin(Duration.ofSeconds(10));
        CompletableFuture<Void> second = newRegistry().register("Arith", TWO, TTL);
        etcd.cont();

        await().untilAsserted(() -> {
            assertThat(announced()).isEqualTo(TWO);
            assertThat(etcd.control().leases()).isEqualTo(1);
        });
        leave(first);
        assertThat(announced()).isEqualTo(TWO);
        assertThat(second.handle((done, failure) -> true)).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void deregistrationRemovesAnEndpointThatAnotherProcessAnnounced() throws Exception {
        Lists lists = watch();
        announce(ONE);
        lists.awaitList(ONE);
        leave(newRegistry());
        assertThat(lists.next()).isEmpty();
    }

    @Test
    void leasesOfAllTimesToLiveAreRevoked() throws Exception {
        Registry registry = newRegistry();
        for (int minutes = 1; minutes <= 3; minutes++) {
            registry.register("Arith", ONE, Duration.ofMinutes(minutes)).get(10, TimeUnit.SECONDS);
        }
        leave(registry);
        assertThat(announced()).isNull();
        assertThat(etcd.control().leases()).isZero();
    }

    @Test
    void laterOfTwoTimesToLiveCounts() throws Exception {
        Registry registry = newRegistry();
        registry.register("Arith", ONE, Duration.ofMinutes(1));
        registry.register("Arith", ONE, Duration.ofMinutes(2)).get(10, TimeUnit.SECONDS);
        assertThat(etcd.control().grantedSeconds(KEY)).isEqualTo(120);

        registry.register("Arith", TWO, Duration.ofMinutes(2));
        registry.register("Arith", TWO, Duration.ofMinutes(3)).get(10, TimeUnit.SECONDS);
        assertThat(etcd.control().grantedSeconds(KEY)).isEqualTo(180);
        leave(registry);
        assertThat(etcd.control().leases()).isZero();
    }

    private Registry announce(Endpoint endpoint) throws Exception {
        Registry registry = newRegistry();
        registry.register("Arith", endpoint, TTL).get(10, TimeUnit.SECONDS);
        return registry;
    }

    private static void leave(Registry registry) throws Exception {
        registry.deregister("Arith", ADDRESS).get(10, TimeUnit.SECONDS);
    }

    private Lists watch() {
        Lists lists = new Lists();
        newRegistry().watch("Arith", lists);
        return lists;
    }

    private Registry newRegistry() {
        Registry registry = EtcdRegistry.builder().url(etcd.url()).build();
        registries.add(registry);
        return registry;
    }

    /** Waits until all know of each other: the owner does not change for the time of a lease. */
    private Endpoint awaitQuiet() {
        AtomicReference<Endpoint> last = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(60)).during(TTL).until(() -> {
            Endpoint now = announced();
            return now != null && now.equals(last.getAndSet(now));
        });
        return last.get();
    }

    private Endpoint announced() throws Exception {
        String value = etcd.control().get(KEY);
        return value == null
                ? null
                : InstanceValue.read(ADDRESS.address(), ByteString.copyFromUtf8(value), odd -> {})
                        .endpoint();
    }
}
