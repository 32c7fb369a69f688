package io.minirpc.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traces over three services, each on a server of its own: the client calls A, which calls B, which calls C. */
class TracesTest {
    private static final MethodDescriptor<String, String> A = Services.method("A");
    private static final MethodDescriptor<String, String> B = Services.method("B");
    private static final MethodDescriptor<String, String> C = Services.method("C");
    private static final AttributeKey<String> TRACE = AttributeKey.stringKey("test.trace");
    private static final int TRACES = 100;

    private final Services services = new Services();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = services.closing(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build());
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(provider)
            .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                    W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
            .build();
    private final Tracer tracer = sdk.getTracer("test");
    private final TracingFilter tracing = TracingFilter.create(sdk);
    private final List<String> baggage = new CopyOnWriteArrayList<>();
    private final ExecutorService elsewhere = Executors.newFixedThreadPool(3);

    {
        services.closing(elsewhere::shutdownNow);
    }

    @AfterEach
    void close() throws Exception {
        services.close();
    }

    /** Says of the current span which trace it should be in. */
    private static void mark(String trace) {
        Span.current().setAttribute(TRACE, trace);
    }

    /**
     * A and C block their threads; B goes on with a call on other threads, in its context and without a current span.
     */
    private RpcClient chain() {
        RpcServer c = services.server(
                ServiceBinding.builder("C")
                        .blocking(C, text -> {
                            mark(text);
                            baggage.add(String.valueOf(Baggage.current().getEntryValue("who")));
                            return "c" + text;
                        })
                        .build(),
                tracing);
        RpcClient toC = services.client(c, tracing);
        RpcServer b = services.server(
                ServiceBinding.builder("B")
                        .async(B, text -> {
                            mark(text);
                            Executor inContext = CallContext.current().wrap(elsewhere);
                            return CompletableFuture.supplyAsync(() -> text, inContext)
                                    .thenComposeAsync(same -> toC.call(C, same), inContext)
                                    .thenApplyAsync(reply -> "b" + reply, inContext);
                        })
                        .build(),
                tracing);
        RpcClient toB = services.client(b, tracing);
        RpcServer a = services.server(
                ServiceBinding.builder("A")
                        .blocking(A, text -> {
                            mark(text);
                            return "a" + toB.callBlocking(B, text);
                        })
                        .build(),
                tracing);
        return services.client(a, tracing);
    }

    private List<SpanData> finished(int count) {
        await().until(() -> exporter.getFinishedSpanItems().size() >= count);
        assertThat(exporter.getFinishedSpanItems()).hasSize(count);
        return exporter.getFinishedSpanItems();
    }

    /** The spans of a trace from the root on, each the only child of the one before. */
    private static List<SpanData> inOrder(List<SpanData> trace) {
        Map<String, SpanData> byParent =
                trace.stream().collect(Collectors.toMap(SpanData::getParentSpanId, span -> span));
        List<SpanData> chain = new ArrayList<>();
        for (SpanData span = byParent.get(SpanId.getInvalid()); span != null; span = byParent.get(span.getSpanId())) {
            chain.add(span);
        }
        return chain;
    }

    private static List<String> names(List<SpanData> spans) {
        return spans.stream().map(span -> span.getKind() + " " + span.getName()).toList();
    }

    @Test
    void aTraceGoesThroughAllServices() {
        RpcClient client = chain();
        Span root = tracer.spanBuilder("root").startSpan();
        try (Scope span = root.makeCurrent();
                Scope who = Baggage.builder().put("who", "ada").build().makeCurrent()) {
            assertThat(client.callBlocking(A, "1")).isEqualTo("abc1");
        }
        root.end();
        List<SpanData> spans = finished(7);
        assertThat(spans)
                .extracting(SpanData::getTraceId)
                .containsOnly(root.getSpanContext().getTraceId());
        assertThat(names(inOrder(spans)))
                .containsExactly(
                        "INTERNAL root",
                        "CLIENT A/Get",
                        "SERVER A/Get",
                        "CLIENT B/Get",
                        "SERVER B/Get",
                        "CLIENT C/Get",
                        "SERVER C/Get");
        assertThat(baggage).containsExactly("ada");
    }

    @Test
    void aCallOutsideOfAllSpansStartsATrace() {
        chain().call(A, "1").join();
        assertThat(names(inOrder(finished(6)))).startsWith("CLIENT A/Get").endsWith("SERVER C/Get");
    }

    @Test
    void spansOfAHandlersOwnAreParentsOfItsCalls() {
        RpcClient toC = services.client(
                services.server(
                        ServiceBinding.builder("C").blocking(C, text -> text).build(), tracing),
                tracing);
        RpcClient toA = services.client(
                services.server(
                        ServiceBinding.builder("A")
                                .blocking(A, text -> {
                                    Span own = tracer.spanBuilder("own").startSpan();
                                    try (Scope scope = own.makeCurrent()) {
                                        return toC.callBlocking(C, text);
                                    } finally {
                                        own.end();
                                    }
                                })
                                .build(),
                        tracing),
                tracing);
        toA.callBlocking(A, "1");
        assertThat(names(inOrder(finished(5))))
                .containsExactly("CLIENT A/Get", "SERVER A/Get", "INTERNAL own", "CLIENT C/Get", "SERVER C/Get");
    }

    @Test
    void aThreadInTheSpanOfOtherWorkDoesNotDrawACallIntoItsTrace() {
        RpcClient toC = services.client(
                services.server(
                        ServiceBinding.builder("C").blocking(C, text -> text).build(), tracing),
                tracing);
        RpcClient toA = services.client(
                services.server(
                        ServiceBinding.builder("A")
                                .async(A, text -> {
                                    CallContext context = CallContext.current();
                                    return CompletableFuture.supplyAsync(
                                                    () -> {
                                                        Span other = tracer.spanBuilder("other work")
                                                                .setNoParent()
                                                                .startSpan();
                                                        try (Scope scope = other.makeCurrent()) {
                                                            return context.call(() -> toC.call(C, text));
                                                        } catch (Exception e) {
                                                            throw new IllegalStateException(e);
                                                        } finally {
                                                            other.end();
                                                        }
                                                    },
                                                    elsewhere)
                                            .thenCompose(call -> call);
                                })
                                .build(),
                        tracing),
                tracing);
        toA.callBlocking(A, "1");
        List<SpanData> spans = finished(5).stream()
                .filter(span -> !span.getName().equals("other work"))
                .toList();
        assertThat(names(inOrder(spans)))
                .containsExactly("CLIENT A/Get", "SERVER A/Get", "CLIENT C/Get", "SERVER C/Get");
    }

    @Test
    void interleavedTracesStayApart() {
        RpcClient client = chain();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < TRACES; i++) {
            Span root = tracer.spanBuilder("root").setAttribute(TRACE, "" + i).startSpan();
            try (Scope scope = root.makeCurrent()) {
                String text = "" + i;
                calls.add(client.call(A, text).whenComplete((reply, failure) -> root.end()));
            }
        }
        for (int i = 0; i < TRACES; i++) {
            assertThat(calls.get(i).join()).isEqualTo("abc" + i);
        }
        Map<String, List<SpanData>> traces =
                finished(7 * TRACES).stream().collect(Collectors.groupingBy(SpanData::getTraceId));
        assertThat(traces).hasSize(TRACES);
        traces.values().forEach(trace -> {
            assertThat(names(inOrder(trace)))
                    .containsExactly(
                            "INTERNAL root",
                            "CLIENT A/Get",
                            "SERVER A/Get",
                            "CLIENT B/Get",
                            "SERVER B/Get",
                            "CLIENT C/Get",
                            "SERVER C/Get");
            assertThat(trace.stream()
                            .map(span -> span.getAttributes().get(TRACE))
                            .filter(Objects::nonNull)
                            .sorted(Comparator.naturalOrder()))
                    .hasSize(4)
                    .containsOnly(inOrder(trace).get(0).getAttributes().get(TRACE));
        });
    }
}
