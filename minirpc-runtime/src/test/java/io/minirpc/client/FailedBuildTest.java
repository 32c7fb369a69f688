package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that cannot be built leave no threads. */
class FailedBuildTest {
    @TempDir
    static Path folder;

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("minirpc-client-io-"))
                .collect(Collectors.toSet());
    }

    private static RpcClient.Builder of(Supplier<CompletableFuture<Void>> ping) {
        return RpcClient.builder().registryTimeout(Duration.ofMillis(10)).registry(new Pinged(ping));
    }

    static Stream<RpcClient.Builder> builders() {
        return Stream.of(
                of(() -> CompletableFuture.failedFuture(new IllegalStateException("ping"))),
                of(CompletableFuture::new),
                of(() -> {
                    throw new AssertionError("ping");
                }),
                of(() -> null),
                RpcClient.builder()
                        .address("127.0.0.1", 1)
                        .tls(TlsSettings.builder()
                                .trust(folder.resolve("missing.pem"))
                                .build()),
                RpcClient.builder());
    }

    @ParameterizedTest
    @MethodSource("builders")
    void failedBuildLeavesNoThreads(RpcClient.Builder builder) {
        Set<Thread> before = threads();
        assertThatThrownBy(builder::build).isNotNull();
        assertThat(before).containsAll(threads());
    }

    private record Pinged(Supplier<CompletableFuture<Void>> how) implements Registry {
        @Override
        public CompletableFuture<Void> ping() {
            return how.get();
        }

        @Override
        public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> deregister(String service, Endpoint endpoint) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<List<Endpoint>> discover(String service) {
            return new CompletableFuture<>();
        }

        @Override
        public Watch watch(String service, Consumer<List<Endpoint>> listener) {
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
