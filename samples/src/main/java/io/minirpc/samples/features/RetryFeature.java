package io.minirpc.samples.features;

import io.minirpc.filter.retry.RetryFilter;
import io.minirpc.server.RpcServer;

/** Calls that are made again, where that does no harm. */
final class RetryFeature implements Feature {
    @Override
    public String name() {
        return "retry";
    }

    @Override
    public String what() {
        return "the first two calls of each client fail; price is @Idempotent and made again, cook is not";
    }

    @Override
    public void show(Stage stage) {
        MoodyKitchen patient = new MoodyKitchen().failing(call -> call <= 2);
        Kitchen kitchen = stage.client(stage.server(patient), RetryFilter.create());
        stage.call("price(\"soup\")", () -> kitchen.price("soup"));
        stage.say("that took %d attempts", patient.calls());

        MoodyKitchen strict = new MoodyKitchen().failing(call -> call <= 2);
        RpcServer server = stage.server(strict);
        Kitchen other = stage.client(server, RetryFilter.create());
        stage.call("cook(\"soup\")", () -> other.cook("soup"));
        stage.say("that took %d attempt: a soup may be on the stove already", strict.calls());
    }
}
