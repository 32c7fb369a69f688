package io.minirpc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.ClientListener;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServerStats;
import io.minirpc.tests.wire.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;

/** Servers and clients of {@link Parrot}, and the checks that all have to pass. */
final class Parrots {
    /** Longer than a test waits for a call: no call of this fuzz ends by its deadline. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);

    private static final int PATIENCE_MILLIS = 30_000;

    private Parrots() {}

    /** Returns a socket that waits as long for answers as a loaded machine may need. */
    static RawPeer connect(int port) throws IOException {
        return RawPeer.connect(port).withPatience(PATIENCE_MILLIS);
    }

    static RpcServerBuilder server() {
        return RpcServer.builder()
                .address("127.0.0.1", 0)
                .maxConnectionsPerAddress(1_000)
                .idleTimeout(Duration.ofHours(3))
                .filter(ParrotService.TAGGING)
                .add(ParrotSkeleton.bind(new ParrotService()));
    }

    /** Waits for the hello of a server that says one, however loaded the machine is. */
    static RpcClientBuilder client(Losses losses) {
        return RpcClient.builder().callTimeout(DEADLINE).helloTimeout(DEADLINE).listener(losses);
    }

    /** Waits until a server has no call, and fails if calls stay or a frame was refused. */
    static void settle(String name, RpcServer server, Tally tally) {
        try {
            await().atMost(SETTLED_WITHIN).until(() -> server.stats().inFlight() == 0);
        } catch (ConditionTimeoutException e) {
            tally.leakedSlots(
                    name + ": server " + server.stats(), server.stats().inFlight());
        }
        ServerStats stats = server.stats();
        assertThat(stats.queued()).as("queued calls").isZero();
        assertThat(stats.badFrames()).as("bad frames").isZero();
        assertThat(stats.rejectedCalls()).as("rejected calls").isZero();
        assertThat(stats.refusedConnections()).as("refused connections").isZero();
    }

    /** Waits until a client has no call, and fails if calls stay or it has not its one connection. */
    static void settle(String name, RpcClient client, Tally tally) {
        try {
            await().atMost(SETTLED_WITHIN).until(() -> client.stats().pendingCalls() == 0);
        } catch (ConditionTimeoutException e) {
            tally.leakedSlots(
                    name + ": client " + client.stats(), client.stats().pendingCalls());
        }
        assertThat(client.stats().connections()).as("connections of a client").isEqualTo(1);
    }

    /** Counts the connections that a client loses before it is closed. */
    static final class Losses implements ClientListener {
        private final String name;
        private final Tally tally;
        private final AtomicBoolean ends = new AtomicBoolean();

        Losses(String name, Tally tally) {
            this.name = name;
            this.tally = tally;
        }

        /** Says that the client is closed next. */
        void expectEnd() {
            ends.set(true);
        }

        @Override
        public void connectionEnded(String address, String reason) {
            lost(reason);
        }

        @Override
        public void connectFailed(String address, String reason) {
            lost("not made: " + reason);
        }

        private void lost(String reason) {
            if (!ends.get()) {
                tally.lostConnection(name, reason);
            }
        }
    }
}
