package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.account.Moderation;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.support.TestDevice;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server, and a ban that somebody else writes into its database. */
class BanTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path data;

    @Test
    void banClosesTheOpenConnectionAndRefusesTheNextLogIn() throws Exception {
        OneProcess site = new OneProcess(data);
        // Closed last: an H2 that another pool of this process closes is closed for the server too.
        try (Database database = site.openDatabase();
                RunningServer server = new RunningServer(site)) {
            TestDevice ada = server.device(server.ada, "phone");
            TestDevice bob = server.device(server.bob, "phone");
            Moderation moderation = Moderation.of(database);

            moderation.ban("bob", "spam");

            await().atMost(BOUND).until(() -> bob.endCode() == CloseCode.BANNED.code());
            assertRefused(server);
            TestDevice again = new TestDevice(server.resources, server.address, server.bob, "desk");
            await().atMost(BOUND).until(() -> again.endCode() == CloseCode.UNAUTHENTICATED.code());
            again.close();
            assertThat(ada.isLive()).isTrue();
            moderation.unban("bob");
            assertThat(server.device(server.user("bob"), "phone").isLive()).isTrue();
        }
    }

    private static void assertRefused(RunningServer server) {
        assertThatThrownBy(() -> server.accounts.logIn("bob", "a password of bob"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BANNED))
                .hasMessageContaining("this account is banned: spam");
    }
}
