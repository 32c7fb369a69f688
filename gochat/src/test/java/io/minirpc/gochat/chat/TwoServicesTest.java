package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.ADA_BOB;
import static io.minirpc.gochat.chat.Chat.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresMariaDb;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interleavings of two services, each with the pool and the times of the product, on one MariaDB. */
@RequiresMariaDb
class TwoServicesTest {
    private static MariaDbServer server;

    private CutProxy proxy;
    private Database first;
    private Database second;
    private Chat chat;
    private Service one;
    private Service other;

    @BeforeAll
    static void startServer() throws Exception {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void start() throws Exception {
        proxy = new CutProxy(server.port());
        first = Database.openServer("mysql://root@127.0.0.1:" + proxy.port() + "/gochat");
        second = Database.openServer(server.url());
        for (String table : new String[] {"users", "conversations", "members", "spans", "segments", "dedup"}) {
            second.write(sql -> sql.update("DELETE FROM " + table));
        }
        chat = new Chat(second);
        one = new Service(first, InstantSource.system(), Duration.ofSeconds(20));
        other = new Service(second, InstantSource.system(), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        other.close();
        first.close();
        second.close();
        proxy.close();
    }

    private void emptyMessages(String conversation) {
        for (String table : chat.texts("SHOW TABLES LIKE 'messages%'")) {
            chat.update("DELETE FROM " + table + " WHERE conversation = ?", conversation);
        }
    }

    /** C2, C5: what was committed is answered and pushed, what was not is committed now; nothing twice. */
    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void connectionThatBreaksAtCommitLosesAndRepeatsNothing(CutProxy.Cut cut) {
        emptyMessages(ADA_BOB);
        one.sendUntilSent(ADA_BOB, ADA, "first", "hello");
        for (int i = 0; i < 10; i++) {
            proxy.cutNext(cut);
            String id = "cut" + i;
            assertThat(Service.get(one.send(ADA_BOB, BOB, id, "hello"))).isInstanceOf(Sent.class);
            assertThat(proxy.cuts()).isEqualTo(i + 1);
            long seq = 2 + i;
            await().untilAsserted(() -> assertThat(one.bus.seqs(ADA_BOB)).contains(seq));
            assertThat(other.sendUntilSent(ADA_BOB, BOB, id, "hello").again()).isTrue();
        }
        assertThat(chat.messages(ADA_BOB)).extracting(Row::clientId).hasSize(11).doesNotHaveDuplicates();
        assertThat(chat.head(ADA_BOB)).isEqualTo(11);
    }

    /** C5: MariaDB ends the transaction of an owner that says nothing for 5 s. */
    @Test
    void c5FrozenOwnerOfLocksDelaysItsConversationForSecondsOnly() {
        emptyMessages(ADA_BOB);
        other.sendUntilSent(ADA_BOB, ADA, "first", "hello");
        Gate frozen = new Gate("");
        CompletableFuture<Object> owner = CompletableFuture.supplyAsync(() -> first.write(sql -> {
            sql.query("SELECT id FROM conversations WHERE id = ? FOR UPDATE", row -> row, ADA_BOB);
            frozen.pass();
            return sql.update("UPDATE conversations SET head = 1000 WHERE id = ?", ADA_BOB);
        }));
        frozen.awaitArrival();

        assertThat(Service.get(other.send(ADA_BOB, ADA, "second", "hello"))).isInstanceOf(Busy.class);
        assertThat(other.sendUntilSent(ADA_BOB, ADA, "second", "hello").seq()).isEqualTo(2);
        frozen.open();
        assertThatThrownBy(owner::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.class);
        assertThat(chat.head(ADA_BOB)).isEqualTo(2);
    }

    /** C7: the normal state after each outage, since gateways disagree about who has a conversation. */
    @Test
    void c7TwoWritersOfTheSameConversationsGetOneOrder() {
        emptyMessages(ADA_BOB);
        emptyMessages(Chat.ADA_EVE);
        long waits = lockWaits();
        long begun = System.nanoTime();
        try (Senders senders = new Senders(12, "hello", one, other)) {
            senders.awaitSent(600);
            senders.close();
            System.out.printf(
                    "TwoServicesTest: %d sent in %d ms, %d busy, slowest answer %d ms, %d lock waits%n",
                    senders.sent(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                    senders.busy(),
                    senders.slowest().toMillis(),
                    lockWaits() - waits);
            senders.check(chat);
        }
    }

    private long lockWaits() {
        return chat.number("SELECT variable_value FROM information_schema.global_status"
                + " WHERE variable_name = 'Innodb_row_lock_waits'");
    }
}
