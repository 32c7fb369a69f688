package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import io.minirpc.gochat.frame.ServerFrame.Ok;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    private static String send(long id, String conversation, String content) {
        return "{\"send\":{\"id\":" + id + ",\"client_msg_id\":\"m" + id + "\",\"to\":\"" + conversation
                + "\",\"type\":\"text\",\"content\":\"" + content + "\"}}";
    }

    @Test
    void sendIsAnsweredBySent() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say(send(2, "p:7:8", "hello"));
            assertThat(client.next()).isEqualTo(new Sent(2, "p:7:8", 1, "900", 1_000, false));
            assertThat(fixture.fakes.sent).containsExactly(new SendCommand(7, "m2", "text", "hello"));
        }
    }

    @Test
    void refusedAndBusyAreErrors() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.send = (conversation, command) ->
                    CompletableFuture.completedStage(new SendResult.Refused(ErrorCode.FORBIDDEN, "blocked"));
            client.say(send(2, "p:7:8", "hello"));
            assertThat(client.next()).isEqualTo(new Failure(2L, ErrorCode.FORBIDDEN, false, null, "blocked"));
            fixture.fakes.send = (conversation, command) -> CompletableFuture.completedStage(new SendResult.Busy(800));
            client.say(send(3, "p:7:8", "hello"));
            Failure busy = client.nextError();
            assertThat(busy.code()).isEqualTo(ErrorCode.BUSY);
            assertThat(busy.temporary()).isTrue();
            assertThat(busy.retryAfterMs()).isEqualTo(800);
        }
    }

    @Test
    void messageThatWaitedForTheOneBeforeIsAnsweredInTimeToo() throws Exception {
        Duration commit = Timing.COMMIT.defaultValue();
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<SendResult> first = new CompletableFuture<>();
            fixture.fakes.send =
                    (conversation, command) -> command.clientMsgId().equals("m2") ? first : new CompletableFuture<>();
            long start = System.nanoTime();
            client.say(send(2, "p:7:8", "slow") + "\n" + send(3, "p:7:8", "frozen"));
            first.completeOnTimeout(new SendResult.Sent(1, 900, 1_000, false), 2, TimeUnit.SECONDS);
            assertThat(client.next()).isInstanceOf(Sent.class);
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.BUSY);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(commit, commit.plusMillis(1_500));
        }
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE,BUSY", "DEADLINE_EXCEEDED,BUSY", "RESOURCE_EXHAUSTED,BUSY", "INTERNAL,INTERNAL"})
    void failuresOfTheServicesAreTemporaryErrors(StatusCode status, ErrorCode expected) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.sync =
                    (user, have) -> CompletableFuture.failedStage(new RpcException(status, "jdbc:h2:secret"));
            client.say("{\"sync\":{\"id\":2,\"have\":{}}}");
            Failure failure = client.nextError();
            assertThat(failure.id()).isEqualTo(2);
            assertThat(failure.code()).isEqualTo(expected);
            assertThat(failure.temporary()).isTrue();
            assertThat(failure.retryAfterMs()).isPositive();
            assertThat(failure.text()).doesNotContain("secret");
        }
    }

    @Test
    void frozenDatabaseDoesNotBlockReads() throws Exception { // attacks C7.2
        try (GatewayFixture fixture = GatewayFixture.start(
                        settings().with(Limit.SEND_BURST, 1_000).with(Limit.REQUEST_BURST, 1_000));
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.send = (conversation, command) -> new CompletableFuture<>();
            for (int id = 2; id < 62; id++) {
                client.say(send(id, "p:7:" + (id + 10), "frozen"));
            }
            client.say("{\"sync\":{\"id\":100,\"have\":{}}}");
            assertThat(client.next()).isInstanceOf(ServerFrame.Synced.class);
            fixture.welcomed(9).close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"send\":{\"id\":2,\"to\":\"p:7:8\",\"type\":\"text\",\"content\":\"x\"}}|INVALID|client_msg_id",
                "{\"send\":{\"id\":2,\"to\":\"p:7:8\",\"client_msg_id\":\"a\",\"content\":\"x\"}}|INVALID|type",
                "{\"send\":{\"id\":2,\"to\":\"p:7:8\",\"client_msg_id\":\"a\",\"type\":\"text\"}}|INVALID|content",
                "{\"send\":{\"id\":2,\"client_msg_id\":\"a\",\"type\":\"text\",\"content\":\"x\"}}|INVALID|conversation",
                "{\"send\":{\"id\":2,\"to\":\"p:8:9\",\"client_msg_id\":\"a\",\"type\":\"t\",\"content\":\"x\"}}|NOT_FOUND|p:8:9",
                "{\"send\":{\"id\":2,\"to\":\"p:8:7\",\"client_msg_id\":\"a\",\"type\":\"t\",\"content\":\"x\"}}|NOT_FOUND|p:8:7",
                "{\"sync\":{\"id\":2}}|INVALID|have",
                "{\"sync\":{\"id\":2,\"have\":{\"p:7:8\":{\"seq\":-1}}}}|INVALID|-1",
                "{\"sync\":{\"id\":2,\"have\":{\"p:7:8\":null}}}|INVALID|have.p:7:8",
                "{\"history\":{\"id\":2,\"conversation\":\"p:7:8\",\"before\":9007199254740992}}|INVALID|before",
                "{\"history\":{\"id\":2,\"conversation\":\"' OR 1=1\"}}|NOT_FOUND|OR 1=1",
                "{\"read\":{\"id\":2,\"conversation\":\"p:7:8\",\"seq\":9007199254740992}}|INVALID|seq",
                "{\"watch\":{\"id\":2,\"users\":[\"x\"]}}|INVALID|users",
                "{\"watch\":{\"id\":2,\"users\":[null]}}|INVALID|users",
                "{\"block\":{\"id\":2,\"user\":\"7\",\"blocked\":true}}|INVALID|another",
                "{\"hello\":{\"id\":2,\"v\":1,\"min_v\":1}}|INVALID|hello",
            })
    void badValuesAreNamed(String line, ErrorCode code, String text) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say(line);
            Failure failure = client.nextError();
            assertThat(failure.id()).isEqualTo(2);
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.text()).contains(text);
        }
    }

    @Test
    void readIsAnsweredByTheCursor() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"read\":{\"id\":2,\"conversation\":\"p:7:8\",\"seq\":17}}");
            assertThat(client.next()).isEqualTo(new Cursor(2L, "p:7:8", 17, 3, 40));
            fixture.fakes.read = seq -> CompletableFuture.completedStage(Optional.empty());
            client.say("{\"read\":{\"id\":3,\"conversation\":\"p:7:8\",\"seq\":17}}");
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void limitsOfPagesAreClampedAndTold() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"list\":{\"id\":2,\"limit\":5000}}");
            assertThat(client.next(ServerFrame.Listed.class).limit()).isEqualTo(100);
            client.say("{\"history\":{\"id\":3,\"conversation\":\"p:7:8\",\"limit\":0}}");
            assertThat(client.next(ServerFrame.Page.class).limit()).isEqualTo(1);
            client.say("{\"history\":{\"id\":4,\"conversation\":\"p:7:8\"}}");
            assertThat(client.next(ServerFrame.Page.class).limit()).isEqualTo(50);
        }
    }

    @Test
    void haveOfTooManyConversationsIsCut() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<Integer> asked = new CompletableFuture<>();
            fixture.fakes.sync = (user, have) -> {
                asked.complete(have.size());
                return CompletableFuture.completedStage(Map.of());
            };
            StringBuilder have = new StringBuilder();
            for (int other = 100; other < 700; other++) {
                have.append(have.isEmpty() ? "" : ",").append("\"p:7:" + other + "\":{\"seq\":0}");
            }
            client.say("{\"sync\":{\"id\":2,\"have\":{" + have + "}}}");
            client.next(ServerFrame.Synced.class);
            assertThat(asked.join()).isEqualTo(500);
        }
    }

    @Test
    void messagesOfOneConnectionKeepTheirOrderOnTheWayToTheService() throws Exception { // attacks H1
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            List<CompletableFuture<SendResult>> answers = new CopyOnWriteArrayList<>();
            fixture.fakes.send = (conversation, command) -> {
                CompletableFuture<SendResult> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            };
            client.say(send(2, "p:7:8", "a") + "\n" + send(3, "p:7:8", "b") + "\n" + send(4, "p:7:9", "other"));
            await().until(() -> answers.size() == 2); // a, and that of the other conversation
            assertThat(contents(fixture)).containsExactlyInAnyOrder("a", "other");
            int ofA = contents(fixture).indexOf("a");
            answers.get(ofA).complete(new SendResult.Sent(1, 900, 1_000, false));
            await().until(() -> answers.size() == 3);
            assertThat(contents(fixture)).endsWith("b");
        }
    }

    private static List<String> contents(GatewayFixture fixture) {
        return fixture.fakes.sent.stream().map(SendCommand::content).toList();
    }

    @Test
    void messagesBehindOneOfUnknownOutcomeAreNotSent() throws Exception { // attacks H1: "a times out and b goes on"
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<SendResult> first = new CompletableFuture<>();
            fixture.fakes.send = (conversation, command) -> first;
            client.say(send(2, "p:7:8", "a") + "\n" + send(3, "p:7:8", "b"));
            await().until(() -> fixture.fakes.sent.size() == 1);
            first.complete(new SendResult.Busy(500));
            assertThat(client.nextError().id()).isEqualTo(2);
            Failure second = client.nextError();
            assertThat(second.id()).isEqualTo(3);
            assertThat(second.code()).isEqualTo(ErrorCode.BUSY);
            assertThat(contents(fixture)).containsExactly("a");
            fixture.fakes.send = (conversation, command) ->
                    CompletableFuture.completedStage(new SendResult.Sent(1, 900, 1_000, false));
            client.say(send(4, "p:7:8", "a") + "\n" + send(5, "p:7:8", "b"));
            assertThat(client.next(Sent.class).id()).isEqualTo(4);
            assertThat(client.next(Sent.class).id()).isEqualTo(5);
        }
    }

    @Test
    void answerThatCannotBeWrittenIsAFaultOfItsRequestAlone() throws Exception {
        String tooLong = "k".repeat(300); // longer than keys may be in JSON
        SyncEntry entry = new SyncEntry(0, 0, 1, null, false, 0, 0, 0, null, false, false, false, 0, 0);
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.sync = (user, have) -> CompletableFuture.completedStage(Map.of(tooLong, entry));
            for (int id = 2; id < 6; id++) {
                client.say("{\"sync\":{\"id\":" + id + ",\"have\":{}}}");
                assertThat(client.nextError().id()).isEqualTo(id);
            }
        }
    }

    @Test
    void tooManyOpenRequestsAreRefused() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.UNANSWERED, 2));
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<SendResult> never = new CompletableFuture<>();
            fixture.fakes.send = (conversation, command) -> never;
            client.say(send(2, "p:7:8", "a") + "\n" + send(3, "p:7:8", "b") + "\n" + send(4, "p:7:8", "c"));
            Failure failure = client.nextError();
            assertThat(failure.id()).isEqualTo(4);
            assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            never.complete(new SendResult.Sent(1, 900, 1_000, false));
            client.next(Sent.class);
        }
    }

    @Test
    void floodOfMessagesIsRefusedWithAHint() throws Exception {
        GatewaySettings settings = settings().with(Limit.SEND_BURST, 5).with(Limit.SENDS_PER_SECOND, 1);
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7);
                TestClient same = fixture.welcomed(7);
                TestClient other = fixture.welcomed(8)) {
            for (int id = 2; id < 7; id++) {
                client.say(send(id, "p:7:8", "x"));
                assertThat(client.next()).isInstanceOf(Sent.class);
            }
            same.say(send(2, "p:7:8", "x")); // the limit is the user's
            Failure failure = same.nextError();
            assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(failure.temporary()).isTrue();
            assertThat(failure.retryAfterMs()).isBetween(1L, 1_000L);
            assertThat(failure.text()).contains("limit: 1 in a second");
            other.say(send(2, "p:7:8", "x"));
            assertThat(other.next()).isInstanceOf(Sent.class);
        }
    }

    @Test
    void floodOfRequestsIsRefusedWithAHint() throws Exception {
        GatewaySettings settings = settings().with(Limit.REQUEST_BURST, 5).with(Limit.REQUESTS_PER_SECOND, 1);
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7)) {
            List<ServerFrame> answers = new ArrayList<>();
            for (int id = 2; id < 9; id++) {
                client.say("{\"block\":{\"id\":" + id + ",\"user\":\"8\"}}");
                answers.add(client.next());
            }
            assertThat(answers.get(0)).isEqualTo(new Ok(2));
            assertThat(answers)
                    .last()
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED));
        }
    }

    @Test
    void typingIsToldAndThrottled() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            for (int i = 0; i < 20; i++) {
                client.say("{\"typing\":{\"conversation\":\"p:7:8\"}}\n{\"typing\":{\"conversation\":\"p:8:9\"}}");
            }
            client.say("{\"block\":{\"id\":2,\"user\":\"8\"}}");
            assertThat(client.next()).isEqualTo(new Ok(2));
            await().untilAsserted(() ->
                    assertThat(fixture.fakes.typing).hasSizeBetween(1, 4).containsOnly("p:7:8"));
        }
    }
}
