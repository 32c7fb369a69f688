package io.minirpc.samples.features;

import io.minirpc.filter.auth.Caller;
import io.minirpc.filter.auth.CallerFilter;
import io.minirpc.filter.limit.RateLimitFilter;
import io.minirpc.server.RpcServer;

/** Who calls, by their own account. */
final class CallerFeature implements Feature {
    @Override
    public String name() {
        return "caller";
    }

    @Override
    public String what() {
        return "clients say which service they are, and each may call once a second: one that does more hurts itself only";
    }

    @Override
    public void show(Stage stage) {
        RpcServer server = stage.server(
                new MoodyKitchen(),
                CallerFilter.receiving(),
                RateLimitFilter.builder().keyedBy(Caller::nameOf, 1, 1).build());
        Kitchen waiter = stage.client(server, CallerFilter.sending("waiter"));
        Kitchen website = stage.client(server, CallerFilter.sending("website"));
        stage.call("website", () -> website.price("soup"));
        stage.call("website", () -> website.price("stew"));
        stage.call("waiter", () -> waiter.price("soup"));
    }
}
