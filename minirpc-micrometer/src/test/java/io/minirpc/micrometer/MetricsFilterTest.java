package io.minirpc.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codecs;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see of calls over real connections. */
class MetricsFilterTest {
    private static final MethodDescriptor<String, String> ECHO = method("Echo");
    private static final MethodDescriptor<String, String> FAIL = method("Fail");
    private static final MethodDescriptor<String, String> WAIT = method("Wait");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CompletableFuture<String> wait = new CompletableFuture<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private static MethodDescriptor<String, String> method(String name) {
        return MethodDescriptor.builder("Test", name, Codecs.STRING, Codecs.STRING)
                .build();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        registry.close();
    }

    private RpcServer server(MetricsFilter filter) {
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(ECHO, text -> text)
                .blocking(FAIL, text -> {
                    throw new RpcException(StatusCode.valueOf(text), "of the test");
                })
                .async(WAIT, text -> wait)
                .build();
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(binding)
                .filter(filter)
                .build()
                .start();
        open.add(server);
        return server;
    }

    private RpcClient client(RpcServer server, MetricsFilter filter) {
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(filter)
                .build();
        open.add(client);
        return client;
    }

    /** The value of a time series, such as {@code name{a="b"}}; -1 where there is none. */
    private double scraped(String series) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static String of(String name, String code, String method) {
        return name + "{code=\"" + code + "\",method=\"" + method + "\",service=\"Test\"}";
    }

    private static String of(String name, String method) {
        return name + "{method=\"" + method + "\",service=\"Test\"}";
    }

    @Test
    void callsAreCountedAndTimedOnBothSidesByMethodAndCode() {
        MetricsFilter metrics = MetricsFilter.builder(registry)
                .buckets(Duration.ofMillis(1), Duration.ofSeconds(60))
                .build();
        RpcServer server = server(metrics);
        RpcClient client = client(server, metrics);
        for (int i = 0; i < 5; i++) {
            client.callBlocking(ECHO, "four");
            client.call(ECHO, "four").join();
        }
        for (String code : List.of("NOT_FOUND", "NOT_FOUND", "UNAVAILABLE")) {
            assertThat(catchThrowable(() -> client.callBlocking(FAIL, code))).isInstanceOf(RpcException.class);
        }
        CompletableFuture<String> waiting = client.call(WAIT, "x");
        await().until(() -> scraped("minirpc_server_calls_in_flight") == 1);
        assertThat(scraped("minirpc_client_calls_in_flight")).isEqualTo(1);
        wait.complete("waited");
        waiting.join();

        await().until(() -> scraped("minirpc_server_calls_in_flight") == 0);
        assertThat(scraped("minirpc_client_calls_in_flight")).isZero();
        for (String side : List.of("client", "server")) {
            String calls = "minirpc_" + side + "_calls_seconds";
            assertThat(scraped(of(calls + "_count", "OK", "Echo"))).isEqualTo(10);
            assertThat(scraped(of(calls + "_sum", "OK", "Echo"))).isPositive();
            assertThat(scraped(of(calls + "_count", "NOT_FOUND", "Fail"))).isEqualTo(2);
            assertThat(scraped(of(calls + "_count", "UNAVAILABLE", "Fail"))).isEqualTo(1);
            assertThat(scraped(of(calls + "_count", "OK", "Fail"))).isEqualTo(-1);
            assertThat(scraped(of(calls + "_count", "OK", "Wait"))).isEqualTo(1);
            String bucket = calls + "_bucket{code=\"OK\",method=\"Echo\",service=\"Test\",le=\"";
            assertThat(scraped(bucket + "60.0\"}")).isEqualTo(10);
            assertThat(scraped(bucket + "0.001\"}")).isBetween(0.0, 10.0);
            assertThat(scraped(bucket + "+Inf\"}")).isEqualTo(10);
            String requests = "minirpc_" + side + "_request_size_bytes";
            String responses = "minirpc_" + side + "_response_size_bytes";
            assertThat(scraped(of(requests + "_count", "Echo"))).isEqualTo(10);
            assertThat(scraped(of(responses + "_count", "Echo"))).isEqualTo(10);
        }
        // six bytes are tag, length and text; a client counts what is around them too
        assertThat(scraped(of("minirpc_server_request_size_bytes_sum", "Echo"))).isEqualTo(60);
        assertThat(scraped(of("minirpc_server_response_size_bytes_sum", "Echo")))
                .isEqualTo(60);
        assertThat(scraped(of("minirpc_client_request_size_bytes_sum", "Echo"))).isGreaterThan(60);
        assertThat(scraped(of("minirpc_client_response_size_bytes_sum", "Echo")))
                .isEqualTo(70);
    }

    @Test
    void filtersOfOneRegistryShareItsGauges() {
        RpcServer server = server(MetricsFilter.create(registry));
        RpcClient one = client(server, MetricsFilter.create(registry));
        RpcClient other = client(server, MetricsFilter.create(registry));
        List<CompletableFuture<String>> calls = List.of(one.call(WAIT, "x"), other.call(WAIT, "x"));
        await().until(() -> scraped("minirpc_server_calls_in_flight") == 2);
        assertThat(scraped("minirpc_client_calls_in_flight")).isEqualTo(2);
        calls.get(0).cancel(true);
        await().until(() -> scraped("minirpc_client_calls_in_flight") == 1);
        wait.complete("waited");
        calls.get(1).join();
        await().until(() -> scraped("minirpc_client_calls_in_flight") == 0);
        assertThat(scraped(of("minirpc_client_calls_seconds_count", "CANCELLED", "Wait")))
                .isEqualTo(1);
    }

    @Test
    void attemptsCountBesideCalls() {
        MetricsFilter attempts = MetricsFilter.builder(registry).attempts(true).build();
        RpcServer server = server(MetricsFilter.create(registry));
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(MetricsFilter.create(registry))
                .filter((call, next) -> next.invoke(call).thenCompose(reply -> next.invoke(call)))
                .attemptFilter(attempts)
                .build();
        open.add(client);
        client.callBlocking(ECHO, "x");
        assertThat(scraped(of("minirpc_client_calls_seconds_count", "OK", "Echo")))
                .isEqualTo(1);
        assertThat(scraped(of("minirpc_client_attempts_seconds_count", "OK", "Echo")))
                .isEqualTo(2);
        assertThat(scraped(of("minirpc_client_attempts_request_size_bytes_count", "Echo")))
                .isEqualTo(2);
    }

    @Test
    void settingsSayWhatThereIs() {
        MetricsFilter metrics = MetricsFilter.builder(registry)
                .tags(Tags.of("client", "orders"))
                .histogram(true)
                .sizes(false)
                .build();
        client(server(MetricsFilter.create(new SimpleMeterRegistry())), metrics).callBlocking(ECHO, "x");
        String text = registry.scrape();
        assertThat(text)
                .contains("minirpc_client_calls_seconds_bucket{client=\"orders\",code=\"OK\"")
                .doesNotContain("size_bytes");
        assertThat(text.lines().filter(line -> line.startsWith("minirpc_client_calls_seconds_bucket")))
                .hasSizeGreaterThan(50);
    }

    @Test
    void methodsThatAreMadeAsCallsComeCountTogether() {
        SimpleMeterRegistry simple = new SimpleMeterRegistry();
        MetricsFilter metrics = MetricsFilter.builder(simple).maxMethods(2).build();
        RpcClient client = client(server(MetricsFilter.create(registry)), metrics);
        for (int i = 0; i < 10; i++) {
            MethodDescriptor<String, String> unknown = method("Unknown" + i);
            assertThat(catchThrowable(() -> client.callBlocking(unknown, "x"))).isInstanceOf(RpcException.class);
        }
        assertThat(simple.find("minirpc.client.calls").timers()).hasSize(3);
        assertThat(simple.get("minirpc.client.calls")
                        .tags("method", "_other", "code", "UNIMPLEMENTED")
                        .timer()
                        .count())
                .isEqualTo(8);
    }

    @Test
    void aRegistryThatTakesNoMeterFailsNoCall() {
        SimpleMeterRegistry closed = new SimpleMeterRegistry();
        closed.config().meterFilter(new io.micrometer.core.instrument.config.MeterFilter() {
            @Override
            public io.micrometer.core.instrument.Meter.Id map(io.micrometer.core.instrument.Meter.Id id) {
                if (id.getName().endsWith("calls")) {
                    throw new IllegalArgumentException("of the test");
                }
                return id;
            }
        });
        MetricsFilter metrics = MetricsFilter.create(closed);
        assertThat(client(server(metrics), metrics).callBlocking(ECHO, "x")).isEqualTo("x");
        await().until(() -> closed.get("minirpc.server.calls.in.flight").gauge().value() == 0);
    }

    @Test
    void clientsAndServersShowWhatTheyHave() {
        RpcServer server = server(MetricsFilter.create(new SimpleMeterRegistry()));
        RpcClient client = client(server, MetricsFilter.create(new SimpleMeterRegistry()));
        ClientMetrics ofClient = ClientMetrics.bind(client, registry, Tags.of("client", "orders"));
        ServerMetrics ofServer = ServerMetrics.bind(server, registry, Tags.empty());
        CompletableFuture<String> waiting = client.call(WAIT, "x");
        await().until(() -> scraped("minirpc_server_pending") == 1);
        assertThat(scraped("minirpc_client_pending{client=\"orders\"}")).isEqualTo(1);
        assertThat(scraped("minirpc_client_connections{client=\"orders\"}")).isEqualTo(1);
        assertThat(scraped("minirpc_client_connections_ready{client=\"orders\"}"))
                .isEqualTo(1);
        assertThat(scraped("minirpc_server_connections")).isEqualTo(1);
        assertThat(scraped("minirpc_server_queued")).isZero();
        wait.complete("waited");
        waiting.join();
        await().until(() -> scraped("minirpc_server_pending") == 0);
        assertThat(scraped("minirpc_client_sent_bytes_total{client=\"orders\"}"))
                .isPositive();
        assertThat(scraped("minirpc_client_received_bytes_total{client=\"orders\"}"))
                .isPositive();
        assertThat(scraped("minirpc_server_received_bytes_total")).isPositive();
        assertThat(scraped("minirpc_server_sent_bytes_total")).isPositive();
        for (String name : List.of(
                "minirpc_client_stray_frames_total{client=\"orders\"}",
                "minirpc_server_stray_frames_total",
                "minirpc_server_bad_frames_total",
                "minirpc_server_rejected_calls_total",
                "minirpc_server_refused_connections_total")) {
            assertThat(scraped(name)).as(name).isZero();
        }
        ofClient.close();
        ofServer.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void metersKeepNoClientAlive() {
        RpcServer server = server(MetricsFilter.create(registry));
        WeakReference<RpcClient> client = closedClient(server);
        await().until(() -> {
            System.gc();
            return client.get() == null;
        });
        assertThat(registry.scrape()).contains("minirpc_client_connections");
    }

    private WeakReference<RpcClient> closedClient(RpcServer server) {
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(MetricsFilter.create(registry))
                .build()) {
            ClientMetrics.bind(client, registry, Tags.empty());
            client.callBlocking(ECHO, "x");
            return new WeakReference<>(client);
        }
    }
}
