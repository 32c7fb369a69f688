package io.minirpc.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.discovery.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors were computed with another implementation of CRC-32, and stand in docs/discovery.md. */
class ConsistentHashTest {
    private static final int KEYS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:9000#0, 29d22e13",
        "10.0.0.1:9000#1, 5ed51e85",
        "10.0.0.1:9000#99, d8524f3c",
        "10.0.0.2:9000#0, a75d29f0",
        "10.0.0.3:9000#99, f6a467ba",
        "[::1]:9000#0, b6364581",
        "'', 0",
        "user-42, 7d06b873",
        "10000000007, ffefa013",
        "Zoë, 67ac422a"
    })
    void hashesAreThoseOfTheVectors(String text, String hex) {
        assertThat(HashKeys.hash(text)).isEqualTo(Integer.parseUnsignedInt(hex, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "alice, 10.0.0.2:9000",
        "bob, 10.0.0.2:9000",
        "carol, 10.0.0.3:9000",
        "10000000007, 10.0.0.3:9000",
        "user-42, 10.0.0.1:9000",
        "key2336, 10.0.0.2:9000", // beyond the last point, so the first
    })
    void keysBelongToWhomTheVectorsSay(String key, String address) {
        Picker picker = Balancers.consistentHash().over(KnownCandidate.alike(3));
        assertThat(owner(picker, key)).isEqualTo(address);
    }

    @Test
    void pointsOwnWhatEqualsThemAndWhatComesBefore() {
        Picker picker = Balancers.consistentHash(1).over(KnownCandidate.alike(2));
        int first = 0x29d22e13; // of 10.0.0.1:9000#0
        int last = 0xa75d29f0; // of 10.0.0.2:9000#0, negative as a signed number
        assertThat(picker.pick(0)).hasToString("10.0.0.1:9000");
        assertThat(picker.pick(first)).hasToString("10.0.0.1:9000");
        assertThat(picker.pick(first + 1)).hasToString("10.0.0.2:9000");
        assertThat(picker.pick(last)).hasToString("10.0.0.2:9000");
        assertThat(picker.pick(last + 1)).hasToString("10.0.0.1:9000");
        assertThat(picker.pick(-1)).hasToString("10.0.0.1:9000");
    }

    @Test
    void ofTwoPointsWithOneHashTheLesserAddressWins() {
        List<KnownCandidate> candidates = new ArrayList<>(Stream.of("19929.example:798", "69123.example:1082")
                .map(address -> new KnownCandidate(Endpoint.parse(address)))
                .toList());
        int shared = HashKeys.hash("19929.example:798#29");
        assertThat(shared).isEqualTo(HashKeys.hash("69123.example:1082#2"));
        for (int i = 0; i < 2; i++) {
            assertThat(Balancers.consistentHash().over(candidates).pick(shared)).hasToString("19929.example:798");
            Collections.reverse(candidates);
        }
    }

    @Test
    void onlyTheKeysOfWhoLeavesMove() {
        Balancer balancer = Balancers.consistentHash();
        List<KnownCandidate> all = KnownCandidate.alike(10);
        Map<String, String> before = owners(balancer.over(all));
        for (KnownCandidate leaving : all) {
            List<KnownCandidate> others =
                    all.stream().filter(candidate -> candidate != leaving).toList();
            Map<String, String> after = owners(balancer.over(others));
            long moved = before.keySet().stream()
                    .filter(key -> !before.get(key).equals(after.get(key)))
                    .count();
            assertThat(moved)
                    .isEqualTo(before.values().stream()
                            .filter(leaving.toString()::equals)
                            .count());
            assertThat((double) moved / KEYS).isLessThan(1.0 / all.size() + 0.04); // as even as 100 points make it
            assertThat(owners(balancer.over(all))).isEqualTo(before);
        }
    }

    @Test
    void allClientsAgreeWhateverTheyHaveSeenBefore() {
        Random random = new Random(3);
        List<KnownCandidate> all = KnownCandidate.weighing(10, 20, 5, 10, 40, 1);
        Balancer old = Balancers.consistentHash();
        for (int i = 0; i < 50; i++) {
            List<KnownCandidate> some = new ArrayList<>(all);
            Collections.shuffle(some, random);
            some.subList(0, random.nextInt(all.size())).clear();
            some.forEach(candidate -> candidate.weight *= random.nextDouble()); // what they think of warming up
            Picker newcomer = Balancers.consistentHash().over(some);
            Picker veteran = old.over(some);
            for (int key = 0; key < 200; key++) {
                int hash = random.nextInt();
                assertThat(veteran.pick(hash)).isSameAs(newcomer.pick(hash));
            }
            all.forEach(candidate -> candidate.weight = candidate.endpoint().weight());
        }
    }

    @Test
    void weightsCountInProportion() {
        Map<String, String> owners = owners(Balancers.consistentHash(1_000).over(KnownCandidate.weighing(10, 30, 60)));
        assertThat(share(owners, "10.0.0.1:9000")).isBetween(0.08, 0.12);
        assertThat(share(owners, "10.0.0.2:9000")).isBetween(0.24, 0.36);
        assertThat(share(owners, "10.0.0.3:9000")).isBetween(0.54, 0.66);
    }

    @Test
    void weightsBeyondAThousandCountNoMore() {
        Map<String, String> owners = owners(Balancers.consistentHash().over(KnownCandidate.weighing(1_000, 1_000_000)));
        assertThat(share(owners, "10.0.0.1:9000")).isBetween(0.44, 0.56);
    }

    @Test
    void newCandidatesOfKnownAddressesReplaceTheOldOnes() {
        Balancer balancer = Balancers.consistentHash();
        balancer.over(KnownCandidate.alike(3));
        List<KnownCandidate> candidates = KnownCandidate.alike(3);
        Picker picker = balancer.over(candidates);
        assertThat(IntStream.range(0, 100).mapToObj(i -> picker.pick(i << 25))).isSubsetOf(candidates);
    }

    @Test
    void refusesNumbersOfVirtualNodesThatMakeNoSense() {
        for (int number : new int[] {Integer.MIN_VALUE, 0, 10_001}) {
            assertThatThrownBy(() -> Balancers.consistentHash(number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("virtualNodes: " + number + " (expected: 1 to 10000)");
        }
    }

    private static double share(Map<String, String> owners, String address) {
        return (double) owners.values().stream().filter(address::equals).count() / owners.size();
    }

    private static Map<String, String> owners(Picker picker) {
        Map<String, String> owners = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            owners.put("key-" + i, owner(picker, "key-" + i));
        }
        return owners;
    }

    private static String owner(Picker picker, String key) {
        return picker.pick(HashKeys.hash(key)).endpoint().address();
    }
}
