package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.StaticRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaticRegistryTest extends RegistryContract {
    @Override
    protected Registry registryWith(Map<String, List<Endpoint>> services) {
        return StaticRegistry.of(services);
    }

    @Test
    void oneListCanServeAllServices() throws Exception {
        try (Registry registry = StaticRegistry.of(List.of(SECOND, FIRST))) {
            assertThat(registry.discover("Arith").get()).containsExactly(FIRST, SECOND);
            assertThat(registry.discover("Other").get()).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void serversThatAnnounceThemselvesChangeNothing() throws Exception {
        try (Registry registry = StaticRegistry.of(List.of(FIRST))) {
            Lists lists = new Lists();
            registry.watch("Arith", lists);
            assertThat(lists.next()).containsExactly(FIRST);

            registry.register("Arith", SECOND, Registry.DEFAULT_TTL).get();
            registry.deregister("Arith", FIRST).get();
            assertThat(registry.discover("Arith").get()).containsExactly(FIRST);
            assertThat(lists.left()).isZero();
        }
    }

    @Test
    void anAddressThatOccursTwiceIsAMistake() {
        assertThatThrownBy(() -> StaticRegistry.of(List.of(FIRST, FIRST.withWeight(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address: 10.0.0.7:9000 occurs twice");
    }
}
