package io.minirpc.tests.classpath;

import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a server and makes a call in each format, with what the class path has; prints the answers, or the failure.
 * Leaves no thread that keeps the process.
 */
final class GreetProgram {
    /** The lines of a run without a failure. */
    static final List<String> ANSWERS = Stream.of(WireFormat.values())
            .map(format -> "Hello, " + format.name())
            .toList();

    private GreetProgram() {}

    public static void main(String[] args) {
        try {
            if (args.length > 0) {
                RpcClient.forAddress("127.0.0.1", 1); // the client first
            }
            calls();
        } catch (Throwable e) {
            System.out.println(e);
        }
    }

    private static void calls() {
        try (RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(GreeterSkeleton.bind(name -> "Hello, " + name))
                .build()
                .start()) {
            for (WireFormat format : WireFormat.values()) {
                try (RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .wireFormat(format)
                        .build()) {
                    System.out.println(new GreeterStub(client).greet(format.name()));
                }
            }
        }
    }
}
