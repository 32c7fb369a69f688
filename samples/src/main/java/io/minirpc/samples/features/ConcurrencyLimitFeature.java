package io.minirpc.samples.features;

import io.minirpc.filter.limit.ConcurrencyLimitFilter;
import io.minirpc.server.RpcServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** So many calls at a time and no more. */
final class ConcurrencyLimitFeature implements Feature {
    private static final int CALLS = 5;

    @Override
    public String name() {
        return "concurrency-limit";
    }

    @Override
    public String what() {
        return "5 calls at once, the kitchen has 3 places; who finds none is told at once (adaptive() finds the limit itself)";
    }

    @Override
    public void show(Stage stage) {
        RpcServer server = stage.server(new MoodyKitchen().slow(call -> true, 200), ConcurrencyLimitFilter.fixed(3));
        Kitchen kitchen = stage.client(server);
        ExecutorService guests = Executors.newFixedThreadPool(CALLS);
        stage.afterwards(guests::shutdownNow);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 1; i <= CALLS; i++) {
            String order = "order " + i;
            all.add(CompletableFuture.runAsync(() -> stage.call(order, () -> kitchen.cook("soup")), guests));
        }
        all.forEach(CompletableFuture::join);
    }
}
