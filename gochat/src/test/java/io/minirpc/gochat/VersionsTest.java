package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.gochat.api.InboxServiceStub;
import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.api.Opening;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.previous.PreviousInboxService.PreviousOpened;
import io.minirpc.gochat.previous.PreviousInboxServiceSkeleton;
import io.minirpc.gochat.previous.PreviousInboxServiceStub;
import io.minirpc.server.RpcServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions n and n+1 together, as during a rolling restart: gateways of one call services of the other. */
class VersionsTest {
    private static final String NAME = "gochat-versions";

    @TempDir
    Path data;

    @Test
    void gatewayOfTheVersionBeforeIsServed() throws Exception {
        Settings settings = SettingsReader.read(Map.of("data", data.toString(), "demo", "no"), Map.of(), null);
        try (Backend backend = TestTracing.open(settings);
                RpcServer server = backend.serve(builder -> builder.inProcess(NAME));
                RpcClient client = RpcClient.builder().inProcess(NAME).build()) {
            List<PreviousOpened> opened = new PreviousInboxServiceStub(client)
                    .open(List.of(new Opening(1, 1)))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);

            assertThat(opened).hasSize(1);
            assertThat(opened.get(0).user()).isNull(); // there is no such session
            assertThat(opened.get(0).truth()).isEqualTo(new Truth(0, 0, 0));
            assertThat(opened.get(0).epoch()).isNotEmpty();
            assertThat(server.stats()).isNotNull();
        }
    }

    @Test
    void serviceOfTheVersionBeforeIsUnderstood() throws Exception {
        PreviousOpened answer =
                new PreviousOpened(new User("1", "ada", "Ada"), new Truth(2, 57, 40), "an epoch", List.of("g:1"));
        try (RpcServer server = RpcServer.builder()
                        .inProcess(NAME)
                        .add(PreviousInboxServiceSkeleton.bind(
                                openings -> CompletableFuture.completedFuture(List.of(answer))))
                        .build()
                        .start();
                RpcClient client = RpcClient.builder().inProcess(NAME).build()) {
            InboxServiceStub inbox = new InboxServiceStub(client);
            List<Opened> opened =
                    inbox.open(List.of(new Opening(1, 1))).toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(opened).hasSize(1);
            assertThat(opened.get(0).user()).isEqualTo(answer.user());
            assertThat(opened.get(0).truth()).isEqualTo(answer.truth());
            assertThat(opened.get(0).epoch()).isEqualTo("an epoch");
            assertThat(opened.get(0).groups()).containsExactly("g:1");
            assertThatThrownBy(() -> inbox.epoch().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RpcException.class)
                    .hasMessageContaining("UNIMPLEMENTED");
            assertThat(server.stats()).isNotNull();
        }
    }
}
