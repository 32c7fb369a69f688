package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.minirpc.client.RpcClient;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand clients that say nothing cost little memory. */
@Tag("soak")
class IdleConnectionsTest {
    private static final int CONNECTIONS = 10_000;
    private static final int OTHER_DESCRIPTORS = 500;

    /** Twice what they took when this was written. */
    private static final long MAX_BYTES = 4 << 10;

    @Test
    void anIdleConnectionTakesAFewKilobytes() throws Exception {
        int count = connectionsThatFit();
        try (ServerProcess server = ServerProcess.start();
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            Work work = new WorkStub(client);
            try (Peers few = new Peers(server.port(), 100)) {
                few.greet(); // loads what is there once
            }
            work.usedHeap();
            long before = work.usedHeap();
            try (Peers peers = new Peers(server.port(), count)) {
                peers.greet();
                work.usedHeap();
                long bytes = (work.usedHeap() - before) / count;

                Calls.print("%,d idle connections: %,d bytes of the server's heap each", count, bytes);
                assertThat(bytes).isLessThan(MAX_BYTES);
            }
        }
    }

    /** Each connection takes one descriptor here and one at the server, which has the same limit. */
    private static int connectionsThatFit() {
        long limit = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getMaxFileDescriptorCount();
        int count = (int) Math.min(CONNECTIONS, limit - OTHER_DESCRIPTORS);
        if (count < CONNECTIONS) {
            Calls.print("%,d descriptors at most: %,d connections instead of %,d", limit, count, CONNECTIONS);
        }
        return count;
    }
}
