package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.RpcException;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Builders that are used again: what was built before keeps its settings. */
@Timeout(30)
class ReusedBuilderTest {
    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            if (each instanceof RpcServer server) {
                server.shutdown(Duration.ZERO);
            } else {
                each.close();
            }
        }
    }

    private <T extends AutoCloseable> T opened(T what) {
        open.add(0, what);
        return what;
    }

    private RpcServerBuilder server() {
        return RpcServer.builder().address("127.0.0.1", 0).add(TestService.binding(waited));
    }

    @Test
    void tokenOfOneClientIsNotSentToTheServerOfAnother() {
        List<String> seenByA = new CopyOnWriteArrayList<>();
        List<String> seenByB = new CopyOnWriteArrayList<>();
        RpcServer a = opened(server().authenticator(seenByA::add).build().start());
        RpcServer b = opened(server().authenticator(seenByB::add).build().start());

        RpcClientBuilder builder =
                RpcClient.builder().address("127.0.0.1", a.port()).token(() -> "for A");
        RpcClient ofA = opened(builder.build());
        RpcClient ofB = opened(
                builder.address("127.0.0.1", b.port()).token(() -> "for B").build());

        assertThat(ofA.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(ofB.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(seenByA).containsOnly("for A");
        assertThat(seenByB).containsOnly("for B");
    }

    @Test
    void limitAndCallbackExecutorOfAClientAreItsOwn() {
        RpcServer server = opened(server().build().start());
        RpcClientBuilder builder = RpcClient.builder().address("127.0.0.1", server.port());
        RpcClient first = opened(builder.build());
        opened(builder.maxCallsPerConnection(1)
                .wireFormat(WireFormat.JSON)
                .callbackExecutor(task -> {})
                .build());

        List<CompletableFuture<String>> calls =
                Stream.generate(() -> first.call(WAIT, "")).limit(5).toList();
        waited.complete("done");
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo("done"));
    }

    @Test
    void serversListenOnThePortsTheyWereBuiltFor() {
        String name = "first of one builder";
        RpcServerBuilder builder = server().inProcess(name);
        RpcServer first = builder.build();
        RpcServer second = builder.inProcess("second of one builder").build();
        opened(first.start());
        opened(second.start());

        RpcClient client = opened(RpcClient.builder().inProcess(name).build());
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        first.shutdown(Duration.ZERO);
        assertThatThrownBy(() -> client.callBlocking(ADD, new Pair(1, 2))).isInstanceOf(RpcException.class);
    }

    @Test
    void serviceAddedAfterBuildIsNotAnnounced() {
        InMemoryRegistry registry = opened(new InMemoryRegistry());
        RpcServerBuilder builder = server().registry(registry);
        RpcServer server = builder.build();
        builder.add(ServiceBinding.builder("Late").build());
        opened(server.start());

        assertThat(registry.discover("Test").join()).hasSize(1);
        assertThat(registry.discover("Late").join()).isEmpty();
    }
}
