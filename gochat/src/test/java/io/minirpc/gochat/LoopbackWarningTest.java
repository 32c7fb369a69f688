package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackWarningTest {
    private static final List<String> FAR = List.of("http://127.0.0.1:2379", "http://192.0.2.7:2379");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void loopbackAddressInAnEtcdOfOtherMachinesIsWarnedOf(String host) {
        assertThat(LoopbackWarning.of(host, FAR))
                .hasValue("Gateways on other machines cannot reach this service: it announces itself as " + host
                        + " in http://192.0.2.7:2379. Set rpc-host to an address of this machine that they reach, or to"
                        + " 0.0.0.0, which finds one");
    }

    @Test
    void addressThatOthersReachIsNotWarnedOf() {
        assertThat(LoopbackWarning.of("192.0.2.1", FAR)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:2379", "http://localhost:2379/", "https://[::1]:2379"})
    void everythingOnOneMachineIsNotWarnedOf(String etcd) {
        assertThat(LoopbackWarning.of("127.0.0.1", List.of(etcd))).isEmpty();
    }
}
