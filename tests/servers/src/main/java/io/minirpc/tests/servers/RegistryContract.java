package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Registry} promises to those who look for services; {@link RegistrationContract} goes on with those
 * who announce them.
 */
public abstract class RegistryContract {
    protected static final Endpoint FIRST = Endpoint.of("10.0.0.7", 9000);
    protected static final Endpoint SECOND =
            new Endpoint("::1", 9001, 20, "1.2", Map.of("zone", "north", "rack", "\u00e9\"7"));

    /** Creates a registry that knows these endpoints. */
    protected abstract Registry registryWith(Map<String, List<Endpoint>> services) throws Exception;

    @Test
    void endpointsAreFoundWithAllThatIsSaidOfThem() throws Exception {
        try (Registry registry = registryWith(Map.of("Arith", List.of(SECOND, FIRST), "Other", List.of(FIRST)))) {
            assertThat(registry.discover("Arith").get(10, TimeUnit.SECONDS)).containsExactly(FIRST, SECOND);
            assertThat(registry.discover("Other").get(10, TimeUnit.SECONDS)).containsExactly(FIRST);
        }
    }

    @Test
    void aServiceThatNobodyAnnouncedHasNoEndpoints() throws Exception {
        try (Registry registry = registryWith(Map.of("Arith", List.of(FIRST)))) {
            Lists lists = new Lists();
            registry.watch("Arit", lists);

            assertThat(registry.discover("Arit").get(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(lists.next()).isEmpty();
        }
    }

    @Test
    void whoWatchesGetsTheListThatIsThere() throws Exception {
        try (Registry registry = registryWith(Map.of("Arith", List.of(FIRST, SECOND)))) {
            Lists lists = new Lists();
            registry.watch("Arith", lists);

            assertThat(lists.next()).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void aFailingListenerHarmsNobody() throws Exception {
        try (Registry registry = registryWith(Map.of("Arith", List.of(FIRST)))) {
            registry.watch("Arith", list -> {
                throw new IllegalStateException("a listener of a test fails, as it should");
            });
            Lists lists = new Lists();
            registry.watch("Arith", lists);

            assertThat(lists.next()).containsExactly(FIRST);
        }
    }

    @Test
    void aRegistryThatCanBeReachedAnswersAPing() throws Exception {
        try (Registry registry = registryWith(Map.of())) {
            registry.ping().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void namesAndTimesThatCannotBeAreRefused() throws Exception {
        try (Registry registry = registryWith(Map.of())) {
            assertThatThrownBy(() -> registry.discover("a/b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("service: \"a/b\" (expected: ");
            assertThatThrownBy(() -> registry.watch("", list -> {})).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> registry.register("Arith", FIRST, Duration.ofMillis(1_999)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ttl: PT1.999S (expected: ");
        }
    }

    @Test
    void aClosedRegistryRefusesWhatItIsAsked() throws Exception {
        Registry registry = registryWith(Map.of("Arith", List.of(FIRST)));
        registry.close();
        registry.close();

        assertThatThrownBy(() -> registry.discover("Arith").get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RegistryException.class)
                .hasMessageContaining("closed");
        assertThat(registry.ping()).failsWithin(Duration.ofSeconds(10));
        assertThat(registry.deregister("Arith", FIRST)).failsWithin(Duration.ofSeconds(10));
        assertThat(registry.register("Arith", FIRST, Registry.DEFAULT_TTL)).failsWithin(Duration.ofSeconds(10));
        assertThatThrownBy(() -> registry.watch("Arith", list -> {})).isInstanceOf(RegistryException.class);
    }

    /** Waits until a service has these endpoints, in this order. */
    protected static void awaitFound(Registry registry, String service, Endpoint... endpoints) {
        await().untilAsserted(() ->
                assertThat(registry.discover(service).get(10, TimeUnit.SECONDS)).containsExactly(endpoints));
    }
}
