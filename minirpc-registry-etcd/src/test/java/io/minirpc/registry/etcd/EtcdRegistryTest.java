package io.minirpc.registry.etcd;

import static io.minirpc.discovery.Registry.DEFAULT_TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.tests.servers.Lists;
import io.minirpc.tests.servers.RegistrationContract;
import io.minirpc.tests.servers.RequiresEtcd;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresEtcd
class EtcdRegistryTest extends RegistrationContract {
    private static EtcdServer etcd;

    @BeforeAll
    static void start() throws Exception {
        etcd = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        etcd.close();
    }

    @AfterEach
    void nothingIsLeftInEtcd() throws Exception {
        assertThat(etcd.control().list("/mini-rpc/")).isEmpty();
        assertThat(etcd.control().leases()).isZero();
    }

    @Override
    protected EtcdRegistry registry() {
        return EtcdRegistry.builder().url(etcd.url()).build();
    }

    @Test
    void othersFindTheKeysAndValuesOfTheSpecification() throws Exception {
        try (Registry registry = registry()) {
            registry.register("Arith", FIRST.withVersion("1.0"), DEFAULT_TTL).get(10, TimeUnit.SECONDS);
            assertThat(etcd.control().list("/mini-rpc/"))
                    .isEqualTo(Map.of(
                            "/mini-rpc/Arith/10.0.0.7:9000",
                            "{\"Addr\":\"10.0.0.7:9000\",\"Weight\":10,\"Version\":\"1.0\"}"));
        }
    }

    @Test
    void entriesOfOthersAreReadAndNonsenseIsSkipped() throws Exception {
        try (EtcdRegistry registry = registry()) {
            etcd.control().put("/mini-rpc/Arith/10.0.0.1:1", "{\"WEIGHT\":3,\"version\":\"2\",\"More\":[1,{}]}");
            etcd.control().put("/mini-rpc/Arith/10.0.0.2:2", "{\"addr\":\"10.0.0.3:3\",\"Metadata\":null}");
            etcd.control().put("/mini-rpc/Arith/10.0.0.4:4", "not JSON");
            etcd.control().put("/mini-rpc/Arith/10.0.0.5:5", "{\"Weight\":-1}");
            etcd.control().put("/mini-rpc/Arith/nonsense", "{}");
            etcd.control().put("/mini-rpc/Arith/10.0.0.6:6", "{\"Addr\":\"" + "x".repeat(100_000) + "\"}");
            Lists lists = new Lists();
            registry.watch("Arith", lists);

            assertThat(lists.next())
                    .containsExactly(
                            Endpoint.of("10.0.0.1", 1).withWeight(3).withVersion("2"), Endpoint.of("10.0.0.3", 3));
            assertThat(registry.malformedEntries()).isEqualTo(4);
        } finally {
            etcd.control().deleteAll("/mini-rpc/");
        }
    }

    @Test
    void partlyMalformedEntriesAreReadAndCounted() throws Exception {
        try (EtcdRegistry registry = registry()) {
            etcd.control().put("/mini-rpc/Arith/10.0.0.1:1", "{\"Weight\":1.5,\"Metadata\":[1],\"State\":7}");
            Lists lists = new Lists();
            registry.watch("Arith", lists);
            assertThat(lists.next()).containsExactly(Endpoint.of("10.0.0.1", 1).withWeight(2));
            assertThat(registry.malformedEntries()).isEqualTo(1);
        } finally {
            etcd.control().deleteAll("/mini-rpc/");
        }
    }

    @Test
    void theLastEndpointIsKeptWhenItsKeyVanishesAndNotWhenItIsTakenBack() throws Exception {
        try (Registry registry = registry()) {
            Lists lists = new Lists();
            etcd.control().put("/mini-rpc/Arith/10.0.0.7:9000", "{}");
            etcd.control().put("/mini-rpc/Arith/10.0.0.8:9000", "{}");
            registry.watch("Arith", lists);
            lists.awaitList(FIRST, Endpoint.of("10.0.0.8", 9000));

            etcd.control().delete("/mini-rpc/Arith/10.0.0.8:9000");
            assertThat(lists.next()).containsExactly(FIRST);
            etcd.control().delete("/mini-rpc/Arith/10.0.0.7:9000");
            etcd.control().put("/mini-rpc/Arith/10.0.0.9:9000", "{}");
            assertThat(lists.next()).containsExactly(Endpoint.of("10.0.0.9", 9000));
            registry.deregister("Arith", Endpoint.of("10.0.0.9", 9000)).get(10, TimeUnit.SECONDS);
            assertThat(lists.next()).isEmpty();
        }
    }

    @Test
    void withoutEtcdEverythingFailsInTimeAndSaysWhy() throws Exception {
        String url;
        try (EtcdServer dead = EtcdServer.start()) {
            url = dead.url();
        }
        Registry registry = EtcdRegistry.builder()
                .url(url)
                .requestTimeout(Duration.ofSeconds(1))
                .build();
        assertThatThrownBy(() -> registry.ping().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("etcd (" + url + ") cannot be reached: ")
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> registry.register("Arith", FIRST, DEFAULT_TTL).get(10, TimeUnit.SECONDS))
                .hasMessageContaining("10.0.0.7:9000 of Arith could not be announced yet: etcd (" + url);
        long start = System.nanoTime();
        registry.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        awaitNoThreads();
    }

    @Test
    void noThreadIsLeft() throws Exception {
        try (Registry registry = registry()) {
            registry.watch("Arith", list -> {});
            registry.ping().get(10, TimeUnit.SECONDS);
            assertThat(threads()).isPositive();
        }
        awaitNoThreads();
    }

    private static void awaitNoThreads() {
        await().atMost(Duration.ofSeconds(20)).until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("minirpc-etcd") || name.startsWith("grpc-"))
                .count();
    }
}
