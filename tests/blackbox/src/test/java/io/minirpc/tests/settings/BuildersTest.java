package io.minirpc.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minirpc.MethodDescriptor;
import io.minirpc.client.OutlierDetection;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.Limits;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.filter.DeadlineFilter;
import io.minirpc.filter.FallbackFilter;
import io.minirpc.filter.LoggingFilter;
import io.minirpc.filter.auth.AuthenticationFilter;
import io.minirpc.filter.auth.TokenFilter;
import io.minirpc.filter.breaker.CircuitBreakerFilter;
import io.minirpc.filter.limit.ConcurrencyLimitFilter;
import io.minirpc.filter.limit.RateLimitFilter;
import io.minirpc.filter.retry.HedgingFilter;
import io.minirpc.filter.retry.RetryBudget;
import io.minirpc.filter.retry.RetryFilter;
import io.minirpc.micrometer.MetricsFilter;
import io.minirpc.opentelemetry.TracingFilter;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import io.minirpc.tls.TlsSettings;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each setting of each builder: what was built before it is changed does not change, and what is built after has it.
 * Builders and settings are found by reflection, so new ones are tested too, or make this fail.
 */
class BuildersTest {
    /** What each builder needs before it can build. */
    private static final Map<Class<?>, Supplier<Object>> BUILDERS = Map.ofEntries(
            Map.entry(RpcClientBuilder.class, () -> RpcClient.builder().registry(new InMemoryRegistry())),
            Map.entry(RpcServerBuilder.class, RpcServer::builder),
            Map.entry(ServiceBinding.Builder.class, () -> ServiceBinding.builder("Sample")),
            Map.entry(
                    MethodDescriptor.Builder.class,
                    () -> MethodDescriptor.builder("Sample", "method", Codecs.STRING, Codecs.STRING)),
            Map.entry(TlsSettings.Builder.class, () -> TlsSettings.builder().trust(Path.of("ca.pem"))),
            Map.entry(OutlierDetection.Builder.class, OutlierDetection::builder),
            Map.entry(Limits.Builder.class, Limits::builder),
            Map.entry(
                    AuthenticationFilter.Builder.class,
                    () -> AuthenticationFilter.builder((token, method) -> CompletableFuture.completedFuture(null))),
            Map.entry(CircuitBreakerFilter.Builder.class, CircuitBreakerFilter::builder),
            Map.entry(ConcurrencyLimitFilter.Builder.class, ConcurrencyLimitFilter::builder),
            Map.entry(DeadlineFilter.Builder.class, DeadlineFilter::builder),
            Map.entry(FallbackFilter.Builder.class, FallbackFilter::builder),
            Map.entry(HedgingFilter.Builder.class, HedgingFilter::builder),
            Map.entry(LoggingFilter.Builder.class, LoggingFilter::builder),
            Map.entry(RateLimitFilter.Builder.class, RateLimitFilter::builder),
            Map.entry(RetryBudget.Builder.class, RetryBudget::builder),
            Map.entry(RetryFilter.Builder.class, RetryFilter::builder),
            Map.entry(TokenFilter.Builder.class, () -> TokenFilter.builder(CompletableFuture::new)),
            Map.entry(MetricsFilter.Builder.class, () -> MetricsFilter.builder(new SimpleMeterRegistry())),
            Map.entry(TracingFilter.Builder.class, () -> TracingFilter.builder(OpenTelemetry.noop())),
            Map.entry(EtcdRegistry.Builder.class, EtcdRegistry::builder));

    /** Settings that go with others than those above. */
    private static final Map<String, Supplier<Object>> BUILDERS_OF = Map.of(
            "RpcClient.address", () -> RpcClient.builder().address("127.0.0.1", 1),
            "RpcClient.inProcess", () -> RpcClient.builder().address("127.0.0.1", 1),
            "RateLimitFilter.maxKeys", () -> RateLimitFilter.builder().keyedBy(call -> "", 1, 1),
            "RpcServer.tls", () -> RpcServer.builder().inProcess("a server with files that are not read"));

    /** Values for settings that do not take those of their type. */
    private static final Map<String, List<Object>> VALUES = Map.of(
            "EtcdRegistry.url", List.of("http://10.0.0.1:1", "http://10.0.0.1:2"),
            "EtcdRegistry.prefix", List.of("/one/", "/two/"),
            "MethodDescriptor.layout", List.of("0123456789abcdef", "fedcba9876543210"),
            "ConcurrencyLimitFilter.maxLimit", List.of(500, 501),
            "ConcurrencyLimitFilter.tolerance", List.of(2.5, 3.5));

    /** Components of the records of settings that are not named as the builder's method. */
    private static final Map<String, String> COMPONENTS = Map.ofEntries(
            Map.entry("RpcClient.address", ""), // two of them
            Map.entry("RpcServer.address", ""),
            Map.entry("RpcServer.add", "services"),
            Map.entry("RpcServer.filter", "filters"),
            Map.entry("RpcServer.listener", "listeners"),
            Map.entry("RpcClient.filter", "filters"),
            Map.entry("RpcClient.attemptFilter", "attemptFilters"),
            Map.entry("RpcClient.listener", "listeners"),
            Map.entry("RpcClient.registry", "discovery.registry"),
            Map.entry("RpcClient.registryTimeout", "discovery.registryTimeout"),
            Map.entry("RpcClient.fallback", "discovery.fallback"),
            Map.entry("RpcClient.balancer", "discovery"),
            Map.entry("RpcClient.outlierDetection", "discovery.outliers"),
            Map.entry("RpcClient.slowStart", "discovery.slowStart"));

    private final Samples samples = new Samples();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    static Stream<Method> settings() {
        return BUILDERS.keySet().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !method.getName().equals("build"));
    }

    @Test
    void everyBuilderIsKnown() {
        assertThat(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("io.minirpc")
                                .stream()
                                .filter(type -> type.tryGetMethod("build").isPresent())
                                .map(JavaClass::getFullName))
                .containsExactlyInAnyOrderElementsOf(
                        BUILDERS.keySet().stream().map(Class::getName).toList());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settingOfABuilderChangesOnlyWhatIsBuiltAfter(Method setting) throws Exception {
        Object builder = builder(setting);
        Object first = build(builder);
        Map<String, String> firstBefore = graph(first);

        Object[] arguments = set(builder, setting, 0);
        Object second = build(builder);
        Map<String, String> secondBefore = graph(second);
        Set<String> noise = changed(secondBefore, graph(build(builder)));
        Arrays.stream(arguments).forEach(samples::spoil);
        set(builder, setting, 1);
        Object third = build(builder);

        assertThat(changed(firstBefore, graph(first))).isEmpty();
        assertThat(changed(secondBefore, graph(second))).isEmpty();
        Set<String> effect =
                arguments.length == 0 ? changed(firstBefore, secondBefore) : changed(secondBefore, graph(third));
        effect.removeAll(noise);
        assertThat(effect).as("what %s changes", setting).isNotEmpty();
        assertComponent(setting, effect);
    }

    /** The records of clients and servers have many components of one type, which must not be taken for each other. */
    private static void assertComponent(Method setting, Set<String> effect) {
        if (effect.stream().anyMatch(path -> path.startsWith(".settings."))
                && Set.of("RpcClient", "RpcServer").contains(owner(setting))) {
            String own = ".settings." + COMPONENTS.getOrDefault(name(setting), setting.getName());
            assertThat(effect)
                    .filteredOn(path -> path.startsWith(".settings."))
                    .allSatisfy(path -> assertThat(path).startsWith(own));
        }
    }

    private static Object builder(Method setting) {
        return BUILDERS_OF
                .getOrDefault(name(setting), BUILDERS.get(setting.getDeclaringClass()))
                .get();
    }

    private static String owner(Method setting) {
        Class<?> builder = setting.getDeclaringClass();
        Class<?> outer = builder.getEnclosingClass();
        return outer == null ? builder.getSimpleName().replace("Builder", "") : outer.getSimpleName();
    }

    private static String name(Method setting) {
        return owner(setting) + "." + setting.getName();
    }

    private Object[] set(Object builder, Method setting, int number) throws Exception {
        Object[] arguments = new Object[setting.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            List<Object> values = VALUES.get(name(setting));
            arguments[i] =
                    values == null ? samples.of(setting.getGenericParameterTypes()[i], number) : values.get(number);
        }
        invoke(builder, setting, arguments);
        return arguments;
    }

    private Object build(Object builder) throws Exception {
        Object built = invoke(builder, builder.getClass().getMethod("build"));
        if (built instanceof AutoCloseable closeable) {
            open.add(closeable);
        }
        return built;
    }

    private static Object invoke(Object target, Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method + " failed: " + e.getCause(), e.getCause());
        }
    }

    private Map<String, String> graph(Object built) {
        Map<String, String> graph = ObjectGraph.of(built, samples);
        assertThat(graph)
                .as("the builder is not kept")
                .allSatisfy((path, value) -> assertThat(value).doesNotEndWith("Builder"));
        return graph;
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new HashSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> before.getOrDefault(path, "").equals(after.getOrDefault(path, "")));
        return paths;
    }
}
