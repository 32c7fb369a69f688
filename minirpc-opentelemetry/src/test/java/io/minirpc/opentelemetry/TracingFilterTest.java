package io.minirpc.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What spans say, and what peers and propagators may do. */
class TracingFilterTest {
    private static final MethodDescriptor<String, String> GET = Services.method("Test");
    private static final List<StatusCode> SERVER_FAULTS = List.of(
            StatusCode.UNKNOWN,
            StatusCode.DEADLINE_EXCEEDED,
            StatusCode.UNIMPLEMENTED,
            StatusCode.INTERNAL,
            StatusCode.UNAVAILABLE,
            StatusCode.DATA_LOSS);

    private final Services services = new Services();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = sdk(Sampler.alwaysOn(), W3CTraceContextPropagator.getInstance());
    private final List<Metadata> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        services.close();
    }

    private OpenTelemetrySdk sdk(Sampler sampler, TextMapPropagator propagator) {
        SdkTracerProvider provider = services.closing(SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build());
        return OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(propagator))
                .build();
    }

    /** Fails with the code that it is asked for, and otherwise returns the text. */
    private RpcServer server(TracingFilter filter) {
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(GET, text -> {
                    for (StatusCode code : StatusCode.values()) {
                        if (code.name().equals(text)) {
                            throw new RpcException(code, "m".repeat(1000));
                        }
                    }
                    return text;
                })
                .build();
        return services.server(
                binding,
                (call, next) -> {
                    received.add(call.metadata());
                    return next.invoke(call);
                },
                filter);
    }

    private SpanData span(SpanKind kind) {
        await().until(() -> exporter.getFinishedSpanItems().stream().anyMatch(span -> span.getKind() == kind));
        List<SpanData> all = exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind)
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void spansSayWhatWasCalledAndWhere() {
        TracingFilter filter = TracingFilter.builder(sdk).messageSizes(true).build();
        RpcServer server = server(filter);
        services.client(server, filter).callBlocking(GET, "four");
        SpanData client = span(SpanKind.CLIENT);
        assertThat(client.getName()).isEqualTo("Test/Get");
        assertThat(client.getInstrumentationScopeInfo().getName()).isEqualTo("io.minirpc");
        assertThat(client.getStatus()).isEqualTo(StatusData.unset());
        assertThat(client.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("rpc.system.name"), "minirpc")
                .containsEntry(AttributeKey.stringKey("rpc.method"), "Test/Get")
                .containsEntry(AttributeKey.stringKey("rpc.response.status_code"), "OK")
                .containsEntry(AttributeKey.stringKey("server.address"), "127.0.0.1")
                .containsEntry(AttributeKey.longKey("server.port"), (long) server.port())
                .containsEntry(AttributeKey.longKey("minirpc.response.size"), 7L)
                .containsKey(AttributeKey.longKey("minirpc.request.size"))
                .hasSize(7);
        SpanData served = span(SpanKind.SERVER);
        assertThat(served.getName()).isEqualTo("Test/Get");
        assertThat(served.getParentSpanId()).isEqualTo(client.getSpanId());
        assertThat(served.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("rpc.system.name"), "minirpc")
                .containsEntry(AttributeKey.stringKey("rpc.method"), "Test/Get")
                .containsEntry(AttributeKey.stringKey("rpc.response.status_code"), "OK")
                .containsEntry(AttributeKey.stringKey("client.address"), "127.0.0.1")
                .containsKey(AttributeKey.longKey("client.port"))
                .containsEntry(AttributeKey.longKey("minirpc.request.size"), 6L)
                .containsEntry(AttributeKey.longKey("minirpc.response.size"), 6L)
                .hasSize(7);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OK")
    void failuresAreErrorsOfTheClientAndOfTheServerWhereItIsItsFault(StatusCode code) {
        TracingFilter filter = TracingFilter.create(sdk);
        assertThat(catchThrowable(() -> services.client(server(filter), filter).callBlocking(GET, code.name())))
                .isInstanceOf(RpcException.class);
        SpanData client = span(SpanKind.CLIENT);
        assertThat(client.getAttributes().get(CallSpans.STATUS_CODE)).isEqualTo(code.name());
        assertThat(client.getAttributes().get(CallSpans.ERROR_TYPE)).isEqualTo(code.name());
        assertThat(client.getStatus().getStatusCode()).isEqualTo(io.opentelemetry.api.trace.StatusCode.ERROR);
        assertThat(client.getStatus().getDescription()).hasSize(256).startsWith("Test.Get at 127.0.0.1");
        assertThat(client.getEvents()).isEmpty();

        SpanData served = span(SpanKind.SERVER);
        boolean isFault = SERVER_FAULTS.contains(code);
        assertThat(served.getAttributes().get(CallSpans.STATUS_CODE)).isEqualTo(code.name());
        assertThat(served.getAttributes().get(CallSpans.ERROR_TYPE)).isEqualTo(isFault ? code.name() : null);
        assertThat(served.getStatus().getStatusCode())
                .isEqualTo(
                        isFault
                                ? io.opentelemetry.api.trace.StatusCode.ERROR
                                : io.opentelemetry.api.trace.StatusCode.UNSET);
        assertThat(served.getStatus().getDescription()).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void exceptionsAreEventsWhereAskedFor() {
        TracingFilter filter = TracingFilter.builder(sdk).exceptionEvents(true).build();
        assertThat(catchThrowable(() -> services.client(server(filter), filter).callBlocking(GET, "ABORTED")))
                .isInstanceOf(RpcException.class);
        assertThat(span(SpanKind.CLIENT).getEvents()).hasSize(1);
        assertThat(span(SpanKind.SERVER).getEvents()).isEmpty();
    }

    @Test
    void attemptsAreChildrenOfTheirCall() {
        TracingFilter filter = TracingFilter.create(sdk);
        RpcServer server = server(filter);
        RpcClient client = services.closing(RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(filter)
                .filter((call, next) -> next.invoke(call).thenCompose(reply -> next.invoke(call)))
                .attemptFilter(filter)
                .build());
        client.callBlocking(GET, "x");
        await().until(() -> exporter.getFinishedSpanItems().size() == 5);
        List<SpanData> spans = exporter.getFinishedSpanItems();
        SpanData call = spans.stream()
                .filter(span -> span.getParentSpanId().equals(SpanId.getInvalid()))
                .findFirst()
                .orElseThrow();
        List<SpanData> attempts = spans.stream()
                .filter(span -> span.getParentSpanId().equals(call.getSpanId()))
                .toList();
        assertThat(attempts).hasSize(2).allMatch(span -> span.getKind() == SpanKind.CLIENT);
        assertThat(spans.stream()
                        .filter(span -> span.getKind() == SpanKind.SERVER)
                        .map(SpanData::getParentSpanId))
                .containsExactlyInAnyOrderElementsOf(
                        attempts.stream().map(SpanData::getSpanId).toList());
    }

    @Test
    void callsThatAreNotSampledMakeNoSpansAndSayThatTheyAreNot() {
        OpenTelemetrySdk off = sdk(Sampler.alwaysOff(), W3CTraceContextPropagator.getInstance());
        TracingFilter filter = TracingFilter.create(off);
        assertThat(services.client(server(filter), filter).callBlocking(GET, "x"))
                .isEqualTo("x");
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        assertThat(received.get(0).get("traceparent")).matches(".*-0[02]");
    }

    @Test
    void withoutAnSdkCallsGoThrough() {
        TracingFilter filter = TracingFilter.create(OpenTelemetry.noop());
        assertThat(services.client(server(filter), filter).callBlocking(GET, "x"))
                .isEqualTo("x");
        assertThat(received.get(0).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01-",
                "00-0af7651916cd43dd8448eb211c80319c",
                "\u0000\u0007\uffff",
                "8 KiB"
            })
    void whatAPeerSaysOfItsTraceDoesNoHarm(String text) {
        String header = text.equals("8 KiB") ? "0".repeat(8000) : text;
        RpcClient client = services.client(server(TracingFilter.create(sdk)));
        assertThat(client.withMetadata("traceparent", header).callBlocking(GET, "x"))
                .isEqualTo("x");
        assertThat(client.withMetadata("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .withMetadata("tracestate", header.substring(0, Math.min(7000, header.length())))
                        .callBlocking(GET, "x"))
                .isEqualTo("x");
        await().until(() -> exporter.getFinishedSpanItems().size() == 2);
        assertThat(exporter.getFinishedSpanItems().get(0).getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(exporter.getFinishedSpanItems().get(1).getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void aPropagatorsKeysBecomeThoseOfMetadataAndItsFailuresHarmNoCall() {
        OpenTelemetrySdk odd = sdk(Sampler.alwaysOn(), new OddPropagator());
        TracingFilter filter = TracingFilter.create(odd);
        assertThat(services.client(server(filter), filter).callBlocking(GET, "x"))
                .isEqualTo("x");
        assertThat(received.get(0).asMap()).hasSize(1).containsEntry("x-b3-traceid", "1");
        assertThat(span(SpanKind.SERVER).getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:80", "::1", "name", "host:", "host:1234567", "host:8o", ":80"})
    void addressesOfAllFormsAreTaken(String peer) {
        var attributes = PeerKeys.of("server").attributesOf(peer).asMap();
        assertThat(attributes.get(AttributeKey.stringKey("server.address")))
                .isEqualTo(peer.equals("[::1]:80") ? "::1" : peer);
    }

    /** Writes keys of all kinds, and fails to read any. */
    private static final class OddPropagator implements TextMapPropagator {
        @Override
        public Collection<String> fields() {
            return List.of();
        }

        @Override
        public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
            assertThat(Span.fromContext(context).getSpanContext().isValid()).isTrue();
            setter.set(carrier, "X-B3-TraceId", "1");
            setter.set(carrier, "not a key", "1");
            setter.set(carrier, "mrp-timeout-us", "1");
            setter.set(carrier, "", "1");
            setter.set(carrier, "large", "x".repeat(5000));
            setter.set(carrier, "nothing", null);
        }

        @Override
        public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
            throw new IllegalStateException("of the test");
        }
    }
}
