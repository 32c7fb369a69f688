package io.minirpc.gochat.trace;

import io.minirpc.Filter;
import io.minirpc.gochat.api.ConversationServiceMethods;
import io.minirpc.opentelemetry.TracingFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * The traces of a process: every message has one. The last spans are kept here, and all go to a collector where one is
 * set; what it does not take in time is dropped. Thread-safe; no caller waits for either.
 */
public final class Tracing implements AutoCloseable {
    private static final String PATH = "/v1/traces";
    private static final int MAX_VALUE = 256;
    private static final int MAX_COUNT = 16;

    private final RecentSpans recent = new RecentSpans();
    private final OpenTelemetrySdk telemetry;
    private final MessageTrace messages;
    private final Filter filter;

    private Tracing(String role, Optional<URI> collector) {
        SdkTracerProviderBuilder spans = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(MAX_VALUE)
                        .setMaxNumberOfAttributes(MAX_COUNT)
                        .setMaxNumberOfEvents(MAX_COUNT)
                        .build())
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "gochat-" + role,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())))
                .addSpanProcessor(recent);
        collector.ifPresent(url -> spans.addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint(url))
                        .build())
                .build()));
        telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(spans.build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
        messages = new MessageTrace(telemetry);
        TracingFilter calls = TracingFilter.create(telemetry);
        filter = (call, next) -> call.method().service().equals(ConversationServiceMethods.SERVICE)
                ? calls.filter(call, next)
                : next.invoke(call);
    }

    /**
     * Starts the traces of a process.
     *
     * @param role what the process is, such as {@code gateway}
     * @param collector takes spans by OTLP over HTTP, such as {@code http://127.0.0.1:4318}; empty for none
     */
    public static Tracing start(String role, Optional<URI> collector) {
        return new Tracing(role, collector);
    }

    private static String endpoint(URI collector) {
        String path = collector.getPath();
        return path == null || path.isEmpty() || path.equals("/")
                ? collector.resolve(PATH).toString()
                : collector.toString();
    }

    /** Returns the steps of messages, for those who handle them. */
    public MessageTrace messages() {
        return messages;
    }

    /** Returns the filter of calls, for clients and servers; it traces those that commit messages. */
    public Filter filter() {
        return filter;
    }

    /** Returns what is known here of a message. */
    public TraceReport report(String process, long message) {
        return Reports.of(process, message, recent);
    }

    @Override
    public void close() {
        telemetry.close();
    }
}
