package io.minirpc.tests.resilience;

import io.minirpc.server.RpcServer;
import java.io.IOException;
import java.time.Duration;

/** Serves {@link Work} and prints its port. Ends with its standard input, so that it never outlives the test. */
final class ServerProgram {
    /** Peers that crawl are to stay. */
    private static final long CRAWL_MILLIS = Duration.ofHours(1).toMillis();

    private ServerProgram() {}

    /** Takes the port, and how many calls of one connection may run and wait. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int executing = Integer.parseInt(arguments[1]);
        int queued = Integer.parseInt(arguments[2]);
        try (RpcServer server = RpcServer.builder()
                .address("127.0.0.1", port)
                .maxExecutingPerConnection(executing)
                .maxQueuedPerConnection(queued)
                .frameTimeout(Duration.ofMillis(Long.getLong("frameTimeoutMillis", CRAWL_MILLIS)))
                .add(WorkSkeleton.bind(new WorkService()))
                .build()
                .start()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // until the test closes it, or ends
            }
        }
    }
}
