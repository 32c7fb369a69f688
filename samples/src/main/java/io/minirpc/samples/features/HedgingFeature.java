package io.minirpc.samples.features;

import io.minirpc.filter.retry.HedgePolicy;
import io.minirpc.filter.retry.HedgingFilter;
import io.minirpc.server.RpcServer;
import java.time.Duration;

/** Calls that are made a second time when the first takes long. */
final class HedgingFeature implements Feature {
    @Override
    public String name() {
        return "hedging";
    }

    @Override
    public String what() {
        return "the first call takes 2 s; after 50 ms another is made beside it, and the first answer counts";
    }

    @Override
    public void show(Stage stage) {
        MoodyKitchen moody = new MoodyKitchen().slow(call -> call == 1, 2_000);
        RpcServer server = stage.server(moody);
        Kitchen kitchen = stage.client(
                server,
                HedgingFilter.builder()
                        .policy(new HedgePolicy(Duration.ofMillis(50), 2))
                        .build());
        stage.call("price(\"soup\")", () -> kitchen.price("soup"));
        stage.say("that took %d attempts; the slow one was cancelled", moody.calls());
    }
}
