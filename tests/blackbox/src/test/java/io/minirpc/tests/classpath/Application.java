package io.minirpc.tests.classpath;

import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import java.util.concurrent.FutureTask;

/** Does on the thread that calls it what a name says, and the rest of server and client on others. */
public final class Application {
    private Application() {}

    public static void run(String what) throws Exception {
        RpcServer[] server = new RpcServer[1];
        RpcClient[] client = new RpcClient[1];
        step(
                what.equals("start"),
                () -> server[0] = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(GreeterSkeleton.bind(name -> "Hello, " + name))
                        .build()
                        .start());
        step(what.equals("build"), () -> client[0] = RpcClient.forAddress("127.0.0.1", server[0].port()));
        step(what.equals("first call"), () -> new GreeterStub(client[0]).greet("you"));
        step(what.equals("calls"), () -> {
            for (WireFormat format : WireFormat.values()) {
                try (RpcClient other = RpcClient.builder()
                        .address("127.0.0.1", server[0].port())
                        .wireFormat(format)
                        .build()) {
                    new GreeterStub(other).greet("you");
                }
            }
        });
        step(what.equals("close"), () -> {
            client[0].close();
            server[0].close();
        });
    }

    private static void step(boolean here, Runnable action) throws Exception {
        FutureTask<Void> task = new FutureTask<>(action, null);
        if (here) {
            task.run();
        } else {
            new Thread(task).start();
        }
        task.get();
    }
}
