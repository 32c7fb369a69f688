package io.minirpc.tests.servers;

import static io.minirpc.discovery.Registry.DEFAULT_TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a {@link Registry} promises where endpoints can be announced and taken back. */
public abstract class RegistrationContract extends RegistryContract {
    /** Creates a registry that knows nothing. */
    protected abstract Registry registry() throws Exception;

    @Override
    protected final Registry registryWith(Map<String, List<Endpoint>> services) throws Exception {
        Registry registry = registry();
        for (Map.Entry<String, List<Endpoint>> service : services.entrySet()) {
            for (Endpoint endpoint : service.getValue()) {
                register(registry, service.getKey(), endpoint);
            }
        }
        return registry;
    }

    @Test
    void whoWatchesHearsOfEachChange() throws Exception {
        try (Registry registry = registry()) {
            Lists lists = new Lists();
            registry.watch("Arith", lists);
            assertThat(lists.next()).isEmpty();

            register(registry, "Arith", SECOND);
            assertThat(lists.next()).containsExactly(SECOND);
            register(registry, "Arith", FIRST);
            assertThat(lists.next()).containsExactly(FIRST, SECOND);
            deregister(registry, "Arith", SECOND);
            assertThat(lists.next()).containsExactly(FIRST);
            deregister(registry, "Arith", FIRST);
            assertThat(lists.next()).isEmpty();
        }
    }

    @Test
    void anEndpointIsReplacedByItsAddress() throws Exception {
        try (Registry registry = registry()) {
            Lists lists = new Lists();
            register(registry, "Arith", FIRST);
            registry.watch("Arith", lists);
            assertThat(lists.next()).containsExactly(FIRST);

            register(registry, "Arith", FIRST.withWeight(3));
            assertThat(lists.next()).containsExactly(FIRST.withWeight(3));
            register(registry, "Arith", FIRST.withWeight(3)); // nothing changes: nobody hears of it
            register(registry, "Arith", SECOND);
            assertThat(lists.next()).containsExactly(FIRST.withWeight(3), SECOND);
        }
    }

    @Test
    void whatIsNotThereCanBeTakenBack() throws Exception {
        try (Registry registry = registry()) {
            deregister(registry, "Arith", FIRST);
            register(registry, "Arith", SECOND);
            deregister(registry, "Other", SECOND);
            awaitFound(registry, "Arith", SECOND);
        }
    }

    @Test
    void whatWasTakenBackCanBeAnnouncedAgain() throws Exception {
        try (Registry registry = registry()) {
            register(registry, "Arith", FIRST);
            for (int i = 0; i < 5; i++) {
                CompletableFuture<Void> back = registry.deregister("Arith", FIRST);
                CompletableFuture<Void> again = registry.register("Arith", FIRST.withWeight(i), DEFAULT_TTL);
                CompletableFuture.allOf(back, again).get(10, TimeUnit.SECONDS);
                awaitFound(registry, "Arith", FIRST.withWeight(i));
            }
        }
    }

    @Test
    void aWatchThatWasEndedHearsNothing() throws Exception {
        try (Registry registry = registry()) {
            Lists ended = new Lists();
            Lists going = new Lists();
            Registry.Watch watch = registry.watch("Arith", ended);
            registry.watch("Arith", going);
            assertThat(ended.next()).isEmpty();
            watch.close();
            watch.close();

            register(registry, "Arith", FIRST);
            going.awaitList(FIRST);
            assertThat(ended.left()).isZero();
        }
    }

    @Test
    void aListenerIsCalledByOneThreadAtATimeAndHearsTheLastWord() throws Exception {
        int threads = 4;
        int rounds = 50;
        try (Registry registry = registry()) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Lists lists = new Lists();
            registry.watch("Arith", list -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                lists.accept(list);
                inside.decrementAndGet();
            });
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<?>> changes = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                Endpoint own = Endpoint.of("10.0.0." + t, 9000);
                changes.add(CompletableFuture.runAsync(() -> {
                    try {
                        start.await();
                        for (int i = 1; i <= rounds; i++) {
                            register(registry, "Arith", own.withWeight(i));
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            start.countDown();
            CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

            lists.awaitList(
                    Endpoint.of("10.0.0.0", 9000).withWeight(rounds),
                    Endpoint.of("10.0.0.1", 9000).withWeight(rounds),
                    Endpoint.of("10.0.0.2", 9000).withWeight(rounds),
                    Endpoint.of("10.0.0.3", 9000).withWeight(rounds));
            assertThat(most).hasValue(1);
        }
    }

    private static void register(Registry registry, String service, Endpoint endpoint) throws Exception {
        registry.register(service, endpoint, DEFAULT_TTL).get(10, TimeUnit.SECONDS);
    }

    private static void deregister(Registry registry, String service, Endpoint endpoint) throws Exception {
        registry.deregister(service, endpoint).get(10, TimeUnit.SECONDS);
    }
}
