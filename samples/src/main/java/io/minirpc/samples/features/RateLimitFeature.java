package io.minirpc.samples.features;

import io.minirpc.filter.limit.RateLimitFilter;
import io.minirpc.server.RpcServer;

/** So many calls a second and no more. */
final class RateLimitFeature implements Feature {
    private static final int CALLS = 4;

    @Override
    public String name() {
        return "rate-limit";
    }

    @Override
    public String what() {
        return "5 calls a second, 2 at once after a pause; what is too much learns when to come again";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        RpcServer server = stage.server(new MoodyKitchen(), RateLimitFilter.of(5, 2));
        Kitchen kitchen = stage.client(server);
        for (int i = 1; i <= CALLS; i++) {
            stage.call("order " + i, () -> kitchen.cook("soup"));
        }
        Thread.sleep(250);
        stage.call("250 ms later", () -> kitchen.cook("soup"));
    }
}
