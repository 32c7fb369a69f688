package io.minirpc.samples.features;

import io.minirpc.Filter;
import io.minirpc.server.RpcServer;

/** A filter is a few lines. */
final class OwnFilterFeature implements Feature {
    @Override
    public String name() {
        return "own";
    }

    @Override
    public String what() {
        return "a filter of your own, on the client: it sees each call and its reply, and may change both";
    }

    @Override
    public void show(Stage stage) {
        Filter polite = (call, next) -> {
            stage.say("before: %s with %s to go", call.method(), Durations.rounded(call.remaining()));
            return next.invoke(call).thenApply(reply -> {
                stage.say("after:  %s", reply);
                return reply.isOk() ? reply.withValue(reply.value() + ", enjoy your meal") : reply;
            });
        };
        RpcServer server = stage.server(new MoodyKitchen());
        Kitchen kitchen = stage.client(server, polite);
        stage.call("cook(\"soup\")", () -> kitchen.cook("soup"));
    }
}
