package io.minirpc.samples.features;

import io.minirpc.filter.FallbackFilter;
import io.minirpc.server.RpcServer;

/** An answer that is better than none. */
final class FallbackFeature implements Feature {
    @Override
    public String name() {
        return "fallback";
    }

    @Override
    public String what() {
        return "the kitchen is down, so prices come from yesterday's menu";
    }

    @Override
    public void show(Stage stage) {
        RpcServer server = stage.server(new MoodyKitchen().failing(call -> true));
        FallbackFilter yesterday = FallbackFilter.builder()
                .method(KitchenMethods.PRICE, (arguments, failure) -> 6)
                .build();
        Kitchen kitchen = stage.client(server, yesterday);
        stage.call("price(\"soup\")", () -> kitchen.price("soup"));
        stage.call("cook(\"soup\")", () -> kitchen.cook("soup"));
    }
}
