package io.minirpc.benchmarks.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minirpc.benchmarks.peer.Peer;
import io.minirpc.benchmarks.peer.Peers;
import io.minirpc.benchmarks.users.Users;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The server's process: serves the peer named by its argument, prints the port, then answers a line each on standard
 * input, {@code usage} or {@code heap}, until that ends.
 */
final class ServerMain {
    static final String USAGE = "usage";
    static final String HEAP = "heap";

    private ServerMain() {}

    public static void main(String[] args) throws IOException {
        JsonMapper json = new JsonMapper();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Peer.Server server = Peers.named(args[0]).serve(new Users())) {
            System.out.println(server.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(
                        switch (line) {
                            case USAGE -> json.writeValueAsString(Usage.now());
                            case HEAP -> Long.toString(Usage.heapAfterCollection());
                            default -> throw new IllegalArgumentException(line);
                        });
            }
        }
        System.exit(0); // whatever threads the peer may have left
    }
}
