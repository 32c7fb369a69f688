package io.minirpc.tests.resilience;

import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes calls of every kind and has them end in every way, then has the collector find what was lost. Says "done" at
 * its end. With the argument "lose" it does nothing but lose a buffer.
 */
final class CrossSection {
    private static final int BIG = 1 << 20;
    private static final int TOO_BIG = 5 << 20;
    private static final int COLLECTIONS = 20;

    private CrossSection() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("lose")) {
            lose();
        } else {
            makeCalls();
        }
        findLost();
        System.out.print("done\n");
    }

    private static void makeCalls() throws Exception {
        for (WireFormat format : WireFormat.values()) {
            ways(format);
        }
        abortedConnections();
    }

    private static void ways(WireFormat format) throws Exception {
        RpcServer server = start();
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .build();
        Work work = new WorkStub(client);
        for (int i = 0; i < 200; i++) {
            expect(work.echo("x" + i).equals("x" + i), "an echo");
            expect(work.echoInline("y" + i).equals("y" + i), "an echo");
        }
        String big = "b".repeat(BIG);
        expect(work.echo(big).equals(big), "a big echo");
        expect(work.echoInline(big).equals(big), "a big echo");
        expectFailure(() -> work.echo("t".repeat(TOO_BIG)));
        expectFailure(() -> work.fail("Error"));
        expectFailure(() -> work.failInline("RuntimeException"));
        expectFailure(() -> work.failLater("RuntimeException").join());
        expectFailure(() -> new WorkStub(client.withTimeout(Duration.ofMillis(20)))
                .later(60_000)
                .join());
        work.later(60_000).cancel(false);

        List<CompletableFuture<?>> load = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            load.add(client.call(WorkMethods.ECHO, new WorkMethods.EchoArgs(i % 10 == 0 ? big : "small")));
            load.add(work.later(i % 5 == 0 ? 60_000 : 1));
        }
        if (format != WireFormat.JSON_PAYLOAD) {
            server.shutdown(Duration.ofMillis(50));
            client.close();
        } else {
            client.close();
            server.close();
        }
        CompletableFuture.allOf(load.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .get(10, TimeUnit.SECONDS);
    }

    /** Peers that hang up in the midst of a frame, with a reset, or before they read. */
    private static void abortedConnections() throws Exception {
        byte[] beginning = {'m', 'r', 'p', 1, 0, 0, 0, 0, 0, 1, 0, 16, 0, 0};
        try (RpcServer server = start()) {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.getOutputStream().write(beginning);
                    socket.getOutputStream().write(new byte[i * 1000]);
                    socket.setSoLinger(i % 2 == 0, 0);
                }
                try (RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
                    client.call(WorkMethods.ECHO, new WorkMethods.EchoArgs("u".repeat(BIG)));
                    client.call(WorkMethods.ECHO_INLINE, new WorkMethods.EchoInlineArgs("v".repeat(BIG)));
                    if (i % 2 == 0) {
                        new WorkStub(client).begun();
                    }
                }
            }
        }
    }

    private static RpcServer start() {
        return RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(WorkSkeleton.bind(new WorkService()))
                .build()
                .start();
    }

    private static void lose() {
        ByteBufAllocator.DEFAULT.buffer(16);
    }

    /** The detector says what was lost, once it is collected, when the next buffers are made. */
    private static void findLost() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20); // the collector hands over what it found on a thread of its own
            ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16);
            buffer.release();
        }
    }

    private static void expect(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what + " went wrong");
        }
    }

    private static void expectFailure(Runnable call) {
        boolean failed = false;
        try {
            call.run();
        } catch (RuntimeException e) {
            failed = true;
        }
        expect(failed, "a call that must fail");
    }
}
