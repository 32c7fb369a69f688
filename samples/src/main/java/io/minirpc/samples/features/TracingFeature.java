package io.minirpc.samples.features;

import io.minirpc.opentelemetry.TracingFilter;
import io.minirpc.server.RpcServer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

/** A call seen across services. */
final class TracingFeature implements Feature {
    @Override
    public String name() {
        return "tracing";
    }

    @Override
    public String what() {
        return "one call over two services, each of which knows nothing of the other's spans: OpenTelemetry puts them together";
    }

    @Override
    public void show(Stage stage) {
        SpanTree spans = new SpanTree();
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(
                        SdkTracerProvider.builder().addSpanProcessor(spans).build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
        stage.afterwards(telemetry::close);
        TracingFilter tracing = TracingFilter.create(telemetry);

        RpcServer kitchen = stage.server(new MoodyKitchen(), tracing);
        RpcServer restaurant = stage.server(new Restaurant(stage.client(kitchen, tracing)), tracing);
        Kitchen guest = stage.client(restaurant, tracing);
        stage.call("cook(\"soup\")", () -> guest.cook("soup"));
        stage.call("pay(a card, 7)", () -> {
            guest.pay("4000 1234 5678 9010", 7);
            return null;
        });
        spans.print(stage);
    }
}
