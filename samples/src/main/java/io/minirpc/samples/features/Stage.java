package io.minirpc.samples.features;

import io.minirpc.Filter;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Where a feature is shown: servers and clients that are closed after it, and lines to be read. */
final class Stage implements AutoCloseable {
    private final Deque<Runnable> open = new ArrayDeque<>();

    /** Starts a server. */
    RpcServer server(Kitchen kitchen, Filter... filters) {
        RpcServerBuilder builder = RpcServer.builder().address("127.0.0.1", 0).add(KitchenSkeleton.bind(kitchen));
        for (Filter filter : filters) {
            builder.filter(filter);
        }
        RpcServer server = builder.build().start();
        afterwards(server::close);
        return server;
    }

    /** Returns a client of a server. */
    Kitchen client(RpcServer server, Filter... filters) {
        RpcClientBuilder builder = RpcClient.builder().address("127.0.0.1", server.port());
        for (Filter filter : filters) {
            builder.filter(filter);
        }
        RpcClient client = builder.build();
        afterwards(client::close);
        return new KitchenStub(client);
    }

    /** Makes a call and says how it ended and how long that took. */
    void call(String what, Callable<?> call) {
        long start = System.nanoTime();
        String outcome;
        try {
            Object reply = call.call();
            outcome = reply == null ? "done" : reply.toString();
        } catch (Exception e) {
            outcome = Failures.describe(e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        say("%-20s %5d ms  %s", what, millis, outcome);
    }

    /** Says something. */
    void say(String format, Object... arguments) {
        System.out.printf("   %s%n", String.format(Locale.ROOT, format, arguments));
    }

    /** Has something done after the feature, before what was said before. */
    void afterwards(Runnable task) {
        open.push(task);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
