package io.minirpc.localservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports that are free and stay so while a server is restarted: below those that systems give to outgoing
 * connections.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;

    private FreePorts() {}

    /** Returns a free port of the loopback address; whoever takes it first has it. */
    public static int next() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // taken: try the next one
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST);
    }
}
