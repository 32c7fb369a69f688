package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import org.junit.jupiter.api.Test;

class InMemoryRegistryTest extends RegistrationContract {
    @Override
    protected Registry registry() {
        return new InMemoryRegistry();
    }

    @Test
    void aListenerMayCallBack() throws Exception {
        try (Registry registry = registry()) {
            Lists lists = new Lists();
            registry.watch("Arith", list -> {
                lists.accept(list);
                if (list.isEmpty()) {
                    registry.register("Arith", FIRST, Registry.DEFAULT_TTL);
                }
            });
            assertThat(lists.next()).isEmpty();
            assertThat(lists.next()).containsExactly(FIRST);
        }
    }
}
