package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.internal.transport.Medium;
import io.minirpc.tls.TlsSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that cannot be built do not keep the event loops. */
class FailedBuildTest {
    @TempDir
    static Path folder;

    private final ClientLoops loops = ClientLoops.of(Medium.TCP);
    private final int users = loops.users();

    private static RpcClientBuilder pinging(Supplier<CompletableFuture<Void>> ping) {
        return RpcClient.builder().registryTimeout(Duration.ofMillis(10)).registry(SilentRegistry.thatIsPinged(ping));
    }

    static Stream<RpcClientBuilder> builders() {
        return Stream.of(
                pinging(() -> CompletableFuture.failedFuture(new IllegalStateException("ping"))),
                pinging(CompletableFuture::new),
                pinging(() -> {
                    throw new AssertionError("ping");
                }),
                pinging(() -> null),
                RpcClient.builder()
                        .address("127.0.0.1", 1)
                        .tls(TlsSettings.builder()
                                .trust(folder.resolve("missing.pem"))
                                .build()),
                RpcClient.builder());
    }

    @ParameterizedTest
    @MethodSource("builders")
    void failedBuildKeepsNoLoops(RpcClientBuilder builder) {
        assertThatThrownBy(builder::build).isNotNull();
        assertThat(loops.users()).isEqualTo(users);
    }

    @Test
    void failureAfterTheLoopsWereAcquiredReleasesThem() throws Exception {
        ClientSettings withoutHost = withoutHost();
        assertThatThrownBy(() -> new RpcClient(withoutHost)).isInstanceOf(NullPointerException.class);
        assertThat(loops.users()).isEqualTo(users);
    }

    /** Returns settings that no builder lets through; the host is looked at when the loops are there. */
    private static ClientSettings withoutHost() throws Exception {
        ClientSettings settings = RpcClient.builder().address("host", 1).settings();
        RecordComponent[] parts = ClientSettings.class.getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = parts[i].getType();
            values[i] = parts[i].getName().equals("host")
                    ? null
                    : parts[i].getAccessor().invoke(settings);
        }
        return ClientSettings.class.getDeclaredConstructor(types).newInstance(values);
    }

    @Test
    void clientUsesTheLoopsUntilItIsClosed() {
        try (RpcClient client = RpcClient.forAddress("127.0.0.1", 1)) {
            assertThat(client.stats().connections()).isZero();
            assertThat(loops.users()).isEqualTo(users + 1);
        }
        assertThat(loops.users()).isEqualTo(users);
    }
}
