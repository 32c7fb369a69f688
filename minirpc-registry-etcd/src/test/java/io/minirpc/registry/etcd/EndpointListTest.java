package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.discovery.Endpoint;
import io.minirpc.registry.etcd.EndpointList.Entry;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointListTest {
    private static final Endpoint A = Endpoint.of("10.0.0.1", 1);
    private static final Endpoint B = Endpoint.of("10.0.0.2", 2);

    private final EndpointList list = new EndpointList();

    @Test
    void theLastOneIsKeptUntilAnotherComes() {
        list.put("a", A, 1);
        list.put("b", B, 2);
        list.delete("a", 3);
        assertThat(list.endpoints()).containsExactly(B);
        list.delete("b", 4);
        assertThat(list.endpoints()).containsExactly(B);
        assertThat(list.isKept()).isTrue();
        list.put("a", A, 5);
        assertThat(list.endpoints()).containsExactly(A);
        assertThat(list.isKept()).isFalse();
    }

    @Test
    void allAreKeptThatVanishTogether() {
        list.put("a", A, 1);
        list.put("b", B, 2);
        list.snapshot(Map.of(), Set.of(), 9);
        assertThat(list.endpoints()).containsExactly(A, B);
        list.snapshot(Map.of(), Set.of(), 10);
        assertThat(list.endpoints()).containsExactly(A, B);
    }

    @Test
    void whoLeavesIsNotKept() {
        list.put("a", A, 1);
        list.leaving("a", 2);
        assertThat(list.endpoints()).isEmpty();
        list.delete("a", 3);
        assertThat(list.endpoints()).isEmpty();
    }

    @Test
    void aMarkThatIsToldLateStillCounts() {
        list.put("a", A, 1);
        list.put("b", B, 2);
        list.snapshot(Map.of(), Set.of(), 9);
        list.leaving("a", 3);
        assertThat(list.endpoints()).containsExactly(B);
        list.leaving("b", 1); // older than what is kept: it came back after that
        assertThat(list.endpoints()).containsExactly(B);
    }

    @Test
    void changesThatAListHasAlreadyChangeNothing() {
        list.snapshot(Map.of("a", new Entry(A, 5)), Set.of(), 9);
        list.delete("a", 4);
        list.put("b", B, 6);
        assertThat(list.endpoints()).containsExactly(A);
    }

    @Test
    void ofTwoKeysWithOneAddressTheNewerOneCounts() {
        list.put("x", A.withWeight(1), 7);
        list.put("y", A.withWeight(2), 6);
        assertThat(list.endpoints()).containsExactly(A.withWeight(1));
    }
}
