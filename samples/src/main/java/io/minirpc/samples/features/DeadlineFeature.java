package io.minirpc.samples.features;

import io.minirpc.filter.DeadlineFilter;
import io.minirpc.server.RpcServer;
import java.time.Duration;

/** Calls that may not take long. */
final class DeadlineFeature implements Feature {
    @Override
    public String name() {
        return "deadline";
    }

    @Override
    public String what() {
        return "calls end after 100 ms, although the kitchen takes 2 s";
    }

    @Override
    public void show(Stage stage) {
        RpcServer server = stage.server(new MoodyKitchen().slow(call -> call == 1, 2_000));
        Kitchen kitchen = stage.client(server, DeadlineFilter.of(Duration.ofMillis(100)));
        stage.call("cook(\"stew\")", () -> kitchen.cook("stew"));
        stage.call("cook(\"salad\")", () -> kitchen.cook("salad"));
    }
}
