package io.minirpc.samples.features;

import io.minirpc.filter.breaker.CircuitBreakerFilter;
import io.minirpc.server.RpcServer;
import java.time.Duration;

/** A server that is down is left alone for a while. */
final class CircuitBreakerFeature implements Feature {
    private static final int BROKEN_CALLS = 4;

    @Override
    public String name() {
        return "circuit-breaker";
    }

    @Override
    public String what() {
        return "after 4 failures no calls are made for 300 ms; then one tries whether the kitchen is well again";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        MoodyKitchen moody = new MoodyKitchen().failing(call -> call <= BROKEN_CALLS);
        RpcServer server = stage.server(moody);
        CircuitBreakerFilter breaker = CircuitBreakerFilter.builder()
                .minCalls(BROKEN_CALLS)
                .openFor(Duration.ofMillis(300))
                .probes(1)
                .onStateChange((name, state) -> stage.say("the breaker of %s is %s", name, state))
                .build();
        Kitchen kitchen = stage.client(server, breaker);
        for (int i = 1; i <= BROKEN_CALLS; i++) {
            stage.call("order " + i, () -> kitchen.cook("soup"));
        }
        stage.call("order 5", () -> kitchen.cook("soup"));
        stage.say("the kitchen has seen %d calls", moody.calls());
        Thread.sleep(500);
        stage.call("500 ms later", () -> kitchen.cook("soup"));
    }
}
