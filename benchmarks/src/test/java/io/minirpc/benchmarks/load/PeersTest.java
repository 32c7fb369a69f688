package io.minirpc.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.benchmarks.peer.Peer;
import io.minirpc.benchmarks.peer.Peers;
import io.minirpc.benchmarks.users.Users;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer does the same work. */
class PeersTest {
    static List<String> peers() {
        return Peers.names();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void answersAsTheServiceDoes(String name) {
        Peer peer = Peers.named(name);
        try (Peer.Server server = peer.serve(new Users());
                Peer.Client client = peer.connect(server.port())) {
            ClientMain.check(client);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void bearsLoadInEveryMode(String name) throws InterruptedException {
        Peer peer = Peers.named(name);
        try (Peer.Server server = peer.serve(new Users());
                Peer.Client client = peer.connect(server.port())) {
            for (Mode mode : Mode.values()) {
                for (Operation operation : Operation.values()) {
                    long now = System.nanoTime();
                    Load load = new Load(new Workload(mode, operation), now, now + Long.MAX_VALUE / 2);
                    load.start(client);
                    assertThat(load.stop().getTotalCount()).isPositive();
                }
            }
        }
    }
}
