package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.EndpointStatus.State;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import io.minirpc.server.BlockingHandler;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A registry, servers that announce themselves there, and clients that find them; closed after each test. */
final class DiscoveryFixture implements AfterEachCallback {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    final InMemoryRegistry registry = keep(new InMemoryRegistry());

    /** Closes something after the test, before what was kept earlier. */
    <T extends AutoCloseable> T keep(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /** Starts a server of ECHO. */
    RpcServer server(BlockingHandler<String, String> echo) {
        return server(UnaryOperator.identity(), echo);
    }

    RpcServer server(UnaryOperator<Endpoint> advertised, BlockingHandler<String, String> echo) {
        return keep(RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(registry)
                .advertise(advertised)
                .add(ServiceBinding.builder("Test").blocking(ECHO, echo).build())
                .build()
                .start());
    }

    /** Registers a port of this machine, whether a server listens on it or not. */
    Endpoint register(String service, int port) {
        Endpoint endpoint = Endpoint.of("127.0.0.1", port);
        registry.register(service, endpoint, Registry.DEFAULT_TTL).join();
        return endpoint;
    }

    RpcClient client(RpcClientBuilder settings) {
        return keep(settings.registry(registry).build());
    }

    /** Makes a first call, which opens the connections, and waits until so many endpoints are ready. */
    static void warmUp(RpcClient client, int endpoints) {
        client.callBlocking(ECHO, "warm");
        awaitReady(client, endpoints);
    }

    /** Waits until so many endpoints are ready, and there are no others. */
    static void awaitReady(RpcClient client, int endpoints) {
        await().until(() -> states(client).equals(Collections.nCopies(endpoints, State.READY)));
    }

    static List<State> states(RpcClient client) {
        return client.endpoints("Test").stream().map(EndpointStatus::state).toList();
    }

    static boolean isEjected(RpcClient client, RpcServer server) {
        return client.endpoints("Test").stream()
                .anyMatch(status -> status.endpoint().port() == server.port() && status.state() == State.EJECTED);
    }
}
