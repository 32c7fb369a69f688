package io.minirpc.samples.features;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.minirpc.RpcException;
import io.minirpc.micrometer.MetricsFilter;
import io.minirpc.server.RpcServer;

/** Calls in numbers. */
final class MetricsFeature implements Feature {
    private static final int CALLS = 20;

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String what() {
        return "20 calls, every fifth of which fails, as Prometheus gets to see them from Micrometer";
    }

    @Override
    public void show(Stage stage) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        stage.afterwards(registry::close);
        RpcServer server =
                stage.server(new MoodyKitchen().failing(call -> call % 5 == 0), MetricsFilter.create(registry));
        Kitchen kitchen = stage.client(server);
        for (int i = 0; i < CALLS; i++) {
            try {
                kitchen.cook("soup");
            } catch (RpcException e) {
                // counted
            }
        }
        registry.scrape()
                .lines()
                .filter(line -> line.contains("calls") && line.contains("_count"))
                .forEach(line -> stage.say("%s", line));
    }
}
