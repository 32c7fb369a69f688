package io.minirpc.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.discovery.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PreferringTest {
    private final Balancer balancer = Balancers.preferring("zone", "a", Balancers.roundRobin());
    private final List<KnownCandidate> candidates = new ArrayList<>();

    @Test
    void takesThoseNearby() {
        add("a", 10, 10, 10);
        add("b", 10, 10, 10);
        add("", 10, 10);
        assertThat(zones()).containsExactly("a");
    }

    @Test
    void takesAllWhereNobodyIsNearby() {
        add("b", 10);
        add("c", 10);
        assertThat(zones()).containsExactly("b", "c");
    }

    @Test
    void takesAllWhileThoseNearbyWeighLessThanHalfOfTheAverage() {
        add("a", 10);
        add("b", 20, 20);
        assertThat(zones()).containsExactly("a", "b"); // 10 of an average of 25
        add("a", 4);
        assertThat(zones()).containsExactly("a"); // 14 of an average of 27
    }

    @Test
    void thoseThatWarmUpCountAsMuchAsTheyCanTake() {
        add("a", 10);
        add("b", 10);
        candidates.get(0).weight = 1;
        assertThat(zones()).containsExactly("a", "b");
        candidates.get(0).weight = 9;
        assertThat(zones()).containsExactly("a");
    }

    @Test
    void takesAllWhereThoseNearbyHaveNoWeight() {
        add("a", 0);
        add("b", 10);
        assertThat(zones()).containsExactly("b");
    }

    @Test
    void refusesToLookForNothing() {
        assertThatThrownBy(() -> Balancers.preferring("zone", "", Balancers.roundRobin()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value of zone: \"\" (expected: what the metadata of some has)");
    }

    private void add(String zone, int... weights) {
        for (int weight : weights) {
            Endpoint endpoint = Endpoint.of("host-" + candidates.size(), 9000).withWeight(weight);
            candidates.add(new KnownCandidate(zone.isEmpty() ? endpoint : endpoint.withMetadata(Map.of("zone", zone))));
        }
    }

    private Set<String> zones() {
        Picker picker = balancer.over(candidates);
        Set<String> zones = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            zones.add(picker.pick(i).endpoint().metadata().getOrDefault("zone", ""));
        }
        return zones;
    }
}
