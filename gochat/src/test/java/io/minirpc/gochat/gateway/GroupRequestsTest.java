package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.GROUP;
import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.GroupReceipts;
import io.minirpc.gochat.api.MemberPage;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Member;
import io.minirpc.gochat.frame.ServerFrame.Members;
import io.minirpc.gochat.frame.ServerFrame.Receipts;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.gateway.FakeServices.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests about groups, and recalls. */
class GroupRequestsTest {
    private static final String HEAD = "\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\"";

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        "{\"group.invite" + HEAD + ",\"users\":[\"8\",\"9\",\"8\"]}}",
                        new Change.Invite(List.of(8L, 9L))),
                Arguments.of("{\"group.join" + HEAD + ",\"code\":\"q3X\"}}", new Change.Join("q3X")),
                Arguments.of("{\"group.leave" + HEAD + "}}", new Change.Leave()),
                Arguments.of("{\"group.kick" + HEAD + ",\"user\":\"8\"}}", new Change.Kick(8)),
                Arguments.of(
                        "{\"group.role" + HEAD + ",\"user\":\"8\",\"role\":\"ADMIN\"}}",
                        new Change.SetRole(8, Role.ADMIN)),
                Arguments.of("{\"group.rename" + HEAD + ",\"name\":\"rowing\"}}", new Change.Rename("rowing")),
                Arguments.of("{\"group.dissolve" + HEAD + "}}", new Change.Dissolve()),
                Arguments.of("{\"recall" + HEAD + ",\"seq\":17}}", new Change.Recall(17)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeIsAskedForAndAnsweredBySent(String line, Change expected) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say(line);
            assertThat(client.next()).isEqualTo(new Sent(2, GROUP, 1, "900", 1_000, false));
            assertThat(fixture.fakes.changed).containsExactly(new Changed(GROUP, new ChangeCommand(7, "m", expected)));
        }
    }

    @Test
    void recallInAConversationOfTwoIsAskedFor() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"recall\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"p:7:8\",\"seq\":1}}");
            assertThat(client.next(Sent.class).conversation()).isEqualTo("p:7:8");
        }
    }

    @Test
    void idOfANewGroupFollowsFromItsCreatorAndTheClientId() throws Exception { // attacks H2: a retry is the same group
        String create =
                "{\"group.create\":{\"id\":2,\"client_msg_id\":\"c-1\",\"name\":\"rowing\",\"members\":[\"8\"]}}";
        String id = ConversationId.ofGroup(7, "c-1").toString();
        Changed created = new Changed(id, new ChangeCommand(7, "c-1", new Change.Create("rowing", List.of(8L))));
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7);
                TestClient other = fixture.welcomed(8)) {
            for (int i = 0; i < 2; i++) {
                client.say(create);
                assertThat(client.next(Sent.class).conversation()).isEqualTo(id);
            }
            assertThat(fixture.fakes.changed).containsExactly(created, created);
            other.say(create);
            assertThat(other.next(Sent.class).conversation()).isNotEqualTo(id);
        }
    }

    @Test
    void groupOfOneselfIsCreatedWithoutMembers() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"group.create\":{\"id\":2,\"client_msg_id\":\"c\",\"name\":\"notes\"}}");
            client.next(Sent.class);
            assertThat(fixture.fakes.changed.get(0).command().change())
                    .isEqualTo(new Change.Create("notes", List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"group.create\":{\"id\":2,\"name\":\"x\",\"members\":[]}}|INVALID|client_msg_id",
                "{\"group.create\":{\"id\":2,\"client_msg_id\":\"m\",\"members\":[]}}|INVALID|name",
                "{\"group.create\":{\"id\":2,\"client_msg_id\":\"m\",\"name\":\"x\",\"members\":[\"eve\"]}}|INVALID|eve",
                "{\"group.create\":{\"id\":2,\"client_msg_id\":\"m\",\"name\":\"x\",\"members\":[null]}}|INVALID|members",
                "{\"group.invite\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\"}}|INVALID|users",
                "{\"group.invite\":{\"id\":2,\"client_msg_id\":\"m\",\"users\":[\"8\"]}}|INVALID|conversation",
                "{\"group.invite\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"p:7:8\",\"users\":[\"8\"]}}|NOT_FOUND|p:7:8",
                "{\"group.invite\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:05\",\"users\":[\"8\"]}}|NOT_FOUND|g:05",
                "{\"group.join\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\"}}|INVALID|code",
                "{\"group.leave\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"' OR 1=1\"}}|NOT_FOUND|OR 1=1",
                "{\"group.kick\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\"}}|INVALID|user",
                "{\"group.kick\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\",\"user\":\"1; DROP\"}}|INVALID|DROP",
                "{\"group.role\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\",\"user\":\"8\"}}|INVALID|role",
                "{\"group.rename\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\"}}|INVALID|name",
                "{\"group.dissolve\":{\"id\":2,\"conversation\":\"g:5\"}}|INVALID|client_msg_id",
                "{\"recall\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"p:8:9\",\"seq\":1}}|NOT_FOUND|p:8:9",
                "{\"recall\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\"}}|INVALID|seq",
                "{\"recall\":{\"id\":2,\"client_msg_id\":\"m\",\"conversation\":\"g:5\",\"seq\":-1}}|INVALID|-1",
                "{\"members\":{\"id\":2}}|INVALID|conversation",
                "{\"members\":{\"id\":2,\"conversation\":\"p:7:8\"}}|NOT_FOUND|p:7:8",
                "{\"members\":{\"id\":2,\"conversation\":\"g:5\",\"after\":\"0\"}}|INVALID|after",
                "{\"members\":{\"id\":2,\"conversation\":\"g:5\"}}|NOT_FOUND|g:5",
                "{\"receipts\":{\"id\":2,\"conversation\":\"g:5\"}}|INVALID|seq",
                "{\"receipts\":{\"id\":2,\"conversation\":\"g:5\",\"seq\":9007199254740992}}|INVALID|seq",
                "{\"receipts\":{\"id\":2,\"conversation\":\"g:5\",\"seq\":1}}|NOT_FOUND|g:5",
            })
    void badValuesAreNamed(String line, ErrorCode code, String text) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say(line);
            Failure failure = client.nextError();
            assertThat(failure.id()).isEqualTo(2);
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.text()).contains(text);
            assertThat(fixture.fakes.changed).isEmpty();
        }
    }

    @Test
    void roleThatIsUnknownIsABadFrameWithItsId() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"group.role" + HEAD + ",\"user\":\"8\",\"role\":\"KING\"}}");
            Failure failure = client.nextError();
            assertThat(failure.id()).isEqualTo(2);
            assertThat(failure.code()).isIn(ErrorCode.BAD_FRAME, ErrorCode.INVALID);
            assertThat(fixture.fakes.changed).isEmpty();
        }
    }

    @Test
    void atMostFiveHundredUsersAreAddedAtOnce() throws Exception { // attacks H5
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"group.invite" + HEAD + ",\"users\":[" + ids(500) + "]}}");
            client.next(Sent.class);
            client.say("{\"group.invite" + HEAD + ",\"users\":[" + ids(501) + "]}}");
            Failure failure = client.nextError();
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
            assertThat(failure.text()).contains("501", "500");
            client.say("{\"group.create\":{\"id\":2,\"client_msg_id\":\"m\",\"name\":\"x\",\"members\":[" + ids(501)
                    + "]}}");
            assertThat(client.nextError().text()).contains("members", "501");
            assertThat(fixture.fakes.changed).hasSize(1);
        }
    }

    private static String ids(int count) {
        return LongStream.range(100, 100 + count)
                .mapToObj(id -> "\"" + id + "\"")
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE members; --", "\\\" OR \\\"\\\"=\\\"", "%00\\u0000", "<script>", "${jndi:x}", "🍣"
            })
    void textsReachTheServicesAsTheyAre(String text) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"group.rename" + HEAD + ",\"name\":\"" + text + "\"}}\n{\"group.join" + HEAD + ",\"code\":\""
                    + text + "\"}}");
            client.next(Sent.class);
            client.next(Sent.class);
            String plain = text.replace("\\\"", "\"").replace("\\u0000", "\u0000");
            assertThat(fixture.fakes.changed)
                    .extracting(changed -> changed.command().change())
                    .containsExactly(new Change.Rename(plain), new Change.Join(plain));
        }
    }

    @Test
    void refusedAndBusyChangesAreErrors() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.change = (conversation, command) ->
                    CompletableFuture.completedStage(new SendResult.Refused(ErrorCode.FORBIDDEN, "members only"));
            client.say("{\"group.leave" + HEAD + "}}");
            assertThat(client.next()).isEqualTo(new Failure(2L, ErrorCode.FORBIDDEN, false, null, "members only"));
            fixture.fakes.change =
                    (conversation, command) -> CompletableFuture.completedStage(new SendResult.Busy(800));
            client.say("{\"group.leave" + HEAD + "}}");
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.BUSY);
        }
    }

    @Test
    void changesAndMessagesOfOneConnectionKeepTheirOrder() throws Exception { // attacks H1
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            List<CompletableFuture<SendResult>> answers = new CopyOnWriteArrayList<>();
            fixture.fakes.change = (conversation, command) -> {
                CompletableFuture<SendResult> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            };
            String group = ConversationId.ofGroup(7, "c").toString();
            client.say("{\"group.create\":{\"id\":2,\"client_msg_id\":\"c\",\"name\":\"x\"}}\n" + send(3, group) + "\n"
                    + send(4, "p:7:8"));
            assertThat(client.next(Sent.class).id())
                    .as("of another conversation")
                    .isEqualTo(4);
            await().until(() -> answers.size() == 1);
            assertThat(fixture.fakes.sent).hasSize(1);
            answers.get(0).complete(new SendResult.Sent(1, 900, 1_000, false));
            assertThat(client.next(Sent.class).id()).isEqualTo(2);
            assertThat(client.next(Sent.class).id()).isEqualTo(3);
        }
    }

    @Test
    void messageBehindAChangeOfUnknownOutcomeIsNotSent() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            CompletableFuture<SendResult> first = new CompletableFuture<>();
            fixture.fakes.change = (conversation, command) -> first;
            client.say("{\"group.rename" + HEAD + ",\"name\":\"x\"}}\n" + send(3, GROUP));
            await().until(() -> fixture.fakes.changed.size() == 1);
            first.complete(new SendResult.Busy(500));
            assertThat(client.nextError().id()).isEqualTo(2);
            assertThat(client.nextError().id()).isEqualTo(3);
            assertThat(fixture.fakes.sent).isEmpty();
        }
    }

    private static String send(long id, String conversation) {
        return "{\"send\":{\"id\":" + id + ",\"client_msg_id\":\"m" + id + "\",\"to\":\"" + conversation
                + "\",\"type\":\"text\",\"content\":\"x\"}}";
    }

    @Test
    void floodOfChangesIsRefusedAsThatOfMessages() throws Exception {
        GatewaySettings settings = settings().with(Limit.SEND_BURST, 5).with(Limit.SENDS_PER_SECOND, 1);
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7)) {
            for (int id = 2; id < 6; id++) {
                client.say("{\"group.rename\":{\"id\":" + id + ",\"client_msg_id\":\"m" + id
                        + "\",\"conversation\":\"g:5\",\"name\":\"x\"}}");
                client.next(Sent.class);
            }
            client.say(send(6, "p:7:8"));
            client.next(Sent.class);
            client.say("{\"group.create\":{\"id\":7,\"client_msg_id\":\"m\",\"name\":\"x\"}}");
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.RATE_LIMITED);
            client.say("{\"members\":{\"id\":8,\"conversation\":\"g:5\"}}");
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void membersArePagedAndLimitsClamped() throws Exception {
        Group group = new Group("rowing", 2, Role.OWNER);
        List<Member> members = List.of(new Member(new User("8", "bob", "Bob"), Role.MEMBER));
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            List<String> asked = new CopyOnWriteArrayList<>();
            fixture.fakes.members = (after, limit) -> {
                asked.add(after + " " + limit);
                return Optional.of(new MemberPage(group, "q3X", members, true));
            };
            client.say("{\"members\":{\"id\":2,\"conversation\":\"g:5\",\"after\":\"7\",\"limit\":5000}}");
            assertThat(client.next()).isEqualTo(new Members(2, GROUP, group, "q3X", members, true, 200));
            client.say("{\"members\":{\"id\":3,\"conversation\":\"g:5\"}}");
            assertThat(client.next(Members.class).limit()).isEqualTo(50);
            client.say("{\"members\":{\"id\":4,\"conversation\":\"g:5\",\"limit\":-3}}");
            assertThat(client.next(Members.class).limit()).isEqualTo(1);
            assertThat(asked).containsExactly("7 200", "0 50", "0 1");
        }
    }

    @Test
    void largestPageOfMembersFitsAFrame() throws Exception { // attacks H5
        String display = "\u2028\uD83C\uDF63".repeat(32);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            members.add(new Member(new User(Long.toString(Long.MAX_VALUE - i), "n".repeat(32), display), Role.MEMBER));
        }
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.members = (after, limit) ->
                    Optional.of(new MemberPage(new Group(display, 10_000, Role.OWNER), "q".repeat(32), members, true));
            client.say("{\"members\":{\"id\":2,\"conversation\":\"g:5\",\"limit\":200}}");
            assertThat(client.next(Members.class).members()).isEqualTo(members);
        }
    }

    @Test
    void answerThatDoesNotFitAFrameIsAFaultOfItsRequestAlone() throws Exception {
        List<Member> members = List.of(new Member(new User("8", "bob", "x".repeat(300_000)), Role.MEMBER));
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.members =
                    (after, limit) -> Optional.of(new MemberPage(new Group("x", 1, Role.OWNER), null, members, false));
            for (int id = 2; id < 6; id++) {
                client.say("{\"members\":{\"id\":" + id + ",\"conversation\":\"g:5\"}}");
                Failure failure = client.nextError();
                assertThat(failure.id()).isEqualTo(id);
                assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
            }
        }
    }

    @Test
    void receiptsAreAnsweredWithIds() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.receipts = of -> Optional.of(new GroupReceipts(List.of(8L), List.of(8L, 9L)));
            client.say("{\"receipts\":{\"id\":2,\"conversation\":\"g:5\",\"seq\":17}}");
            assertThat(client.next()).isEqualTo(new Receipts(2, GROUP, 17, List.of("8"), List.of("8", "9")));
        }
    }
}
