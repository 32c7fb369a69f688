package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers whose start fails after the port is open, or whose registry fails: nothing of them is left. */
@Timeout(60)
class FailedStartTest {
    /** A name that no name server is asked for, since a part of it is longer than DNS allows. */
    private static final String NO_HOST = "x".repeat(64) + ".invalid";

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AtomicInteger port = new AtomicInteger();
    private final Set<Thread> before = threads();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("minirpc-server-io-"))
                .collect(Collectors.toSet());
    }

    /** What fails, by name. */
    record Fault(String name, UnaryOperator<Endpoint> advertise, Consumer<String> onRegister, Duration ttl) {
        static Fault of(String name, UnaryOperator<Endpoint> advertise) {
            return new Fault(name, advertise, service -> {}, Registry.DEFAULT_TTL);
        }

        static Fault of(String name, Consumer<String> onRegister) {
            return new Fault(name, endpoint -> endpoint, onRegister, Registry.DEFAULT_TTL);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.of("advertise throws", (UnaryOperator<Endpoint>) endpoint -> {
                    throw new IllegalStateException("advertise");
                }),
                Fault.of("advertise throws an error", (UnaryOperator<Endpoint>) endpoint -> {
                    throw new AssertionError("advertise");
                }),
                Fault.of("advertise returns null", (UnaryOperator<Endpoint>) endpoint -> null),
                Fault.of("a weight of -1", (UnaryOperator<Endpoint>) endpoint -> endpoint.withWeight(-1)),
                Fault.of("the registry throws", (Consumer<String>) service -> {
                    throw new IllegalStateException(service);
                }),
                Fault.of("the registry throws for the second service", (Consumer<String>) service -> {
                    if (service.equals("Second")) {
                        throw new AssertionError(service);
                    }
                }),
                new Fault("a time to live out of range", endpoint -> endpoint, service -> {}, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void failedStartLeavesNothingBehind(Fault fault) throws Exception {
        RpcServer server = server(new Calling(registry, fault.onRegister()), fault.ttl(), fault.advertise());
        assertThat(catchThrowable(server::start)).isNotNull();

        assertNothingIsLeft();
        server.awaitTermination();
        server.close();
        server.close();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }

    private RpcServer server(Registry registry, Duration ttl, UnaryOperator<Endpoint> advertise) {
        return RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(registry)
                .registryTtl(ttl)
                .advertise(endpoint -> {
                    port.set(endpoint.port());
                    return advertise.apply(endpoint);
                })
                .add(TestService.binding(new CompletableFuture<>()))
                .add(ServiceBinding.builder("Second").build())
                .build();
    }

    private void assertNothingIsLeft() {
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port.get()).close())
                .isInstanceOf(ConnectException.class);
        assertThat(registry.discover("Test").join()).isEmpty();
        assertThat(registry.discover("Second").join()).isEmpty();
        await().until(() -> before.containsAll(threads()));
    }

    @Test
    void registryThatReturnsNullFailsTheStart() {
        RpcServer server = server(new Forgetful(registry), Registry.DEFAULT_TTL, endpoint -> endpoint);
        assertThatThrownBy(server::start).hasMessage("the registry returned null (expected: a future)");
        assertNothingIsLeft();
        server.close();
    }

    @Test
    void serverShutsDownWhateverItsRegistryThrows() {
        Calling failing = new Calling(registry, service -> {});
        RpcServer server = server(failing, Registry.DEFAULT_TTL, endpoint -> endpoint);
        server.start();
        failing.onDeregister = service -> {
            throw new AssertionError(service);
        };
        server.close();
        server.close();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port.get()).close())
                .isInstanceOf(ConnectException.class);
        await().until(() -> before.containsAll(threads()));
    }

    @Test
    void hostNameThatIsNotKnownIsNamedWithTheRemedy() {
        RpcServer server = RpcServer.builder().address(NO_HOST, 0).build();
        assertThatThrownBy(server::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot listen on " + NO_HOST + ":0: no address is known for the host name (remedy: set"
                        + " an address of this machine as the server's host, or none to listen on all of them)");
        server.close();
        await().until(() -> before.containsAll(threads()));
    }

    @Test
    void portInUseLeavesNoThreads() {
        try (RpcServer first =
                RpcServer.builder().address("127.0.0.1", 0).build().start()) {
            Set<Thread> ofFirst = threads();
            RpcServer second =
                    RpcServer.builder().address("127.0.0.1", first.port()).build();
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port())
                    .hasMessageContaining("in use");
            await().until(() -> ofFirst.containsAll(threads()));
        }
    }

    /** A registry that calls something first. */
    private static class Calling implements Registry {
        private final Registry registry;
        private final Consumer<String> onRegister;
        private Consumer<String> onDeregister = service -> {};

        Calling(Registry registry, Consumer<String> onRegister) {
            this.registry = registry;
            this.onRegister = onRegister;
        }

        @Override
        public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
            onRegister.accept(service);
            return registry.register(service, endpoint, ttl);
        }

        @Override
        public CompletableFuture<Void> deregister(String service, Endpoint endpoint) {
            onDeregister.accept(service);
            return registry.deregister(service, endpoint);
        }

        @Override
        public CompletableFuture<List<Endpoint>> discover(String service) {
            return registry.discover(service);
        }

        @Override
        public Watch watch(String service, Consumer<List<Endpoint>> listener) {
            return registry.watch(service, listener);
        }

        @Override
        public CompletableFuture<Void> ping() {
            return registry.ping();
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    /** A registry that returns no future. */
    private static final class Forgetful extends Calling {
        Forgetful(Registry registry) {
            super(registry, service -> {});
        }

        @Override
        public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
            super.register(service, endpoint, ttl);
            return null;
        }
    }
}
