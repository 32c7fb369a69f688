package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.BOB;
import static io.minirpc.gochat.chat.Chat.EVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Dissolve;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Leave;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.store.OnEveryDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every database has to do with groups while nothing fails. Two services share it. */
@OnEveryDatabase
class GroupTest extends GroupFixture {
    @Test
    void newGroupHasAnOwnerMembersAndOneEvent() {
        String group = one.create(ADA, "new", List.of(BOB, ADA, EVE, BOB, NOBODY));

        assertThat(chat.roles(group)).isEqualTo(Map.of(ADA, "OWNER", BOB, "MEMBER", EVE, "MEMBER"));
        assertThat(events(group)).containsExactly("{\"created\":{\"name\":\"rowing\",\"members\":[\"12\",\"13\"]}}");
        assertThat(number("SELECT countable FROM conversations WHERE id = ?", group))
                .isZero();
        assertThat(number("SELECT member_version FROM conversations WHERE id = ?", group))
                .isEqualTo(1);
        assertThat(number("SELECT member_count FROM chat_groups WHERE conversation = ?", group))
                .isEqualTo(3);
        assertThat(code(group)).hasSize(22).matches("[A-Za-z0-9_-]+");
        for (long user : List.of(ADA, BOB, EVE)) {
            assertThat(chat.spans(group, user)).containsExactly("1-");
            await().untilAsserted(() -> assertThat(one.bus.shown(group, user)).containsExactly("1<0"));
        }
    }

    @Test
    void whoHasBlockedTheCreatorIsLeftOut() {
        block(BOB, ADA);

        assertThat(chat.roles(one.create(ADA, "new", List.of(BOB, EVE)))).containsOnlyKeys(ADA, EVE);
        assertThat(chat.roles(one.create(BOB, "his", List.of(ADA, EVE)))).containsOnlyKeys(ADA, BOB, EVE);
    }

    @Test
    void messagesGoToThoseWhoAreIn() {
        String group = one.create(ADA, "new", List.of(BOB));

        assertThat(other.sendUntilSent(group, BOB, "hello", "hello").seq()).isEqualTo(2);
        assertRefused(other.send(group, EVE, "hello", "hello"), ErrorCode.NOT_FOUND);
        assertRefused(other.send("g:1", EVE, "hello", "hello"), ErrorCode.NOT_FOUND);
        await().untilAsserted(() -> assertThat(other.bus.shown(group, ADA)).containsExactly("2<1"));
        assertThat(other.bus.shown(group, BOB)).containsExactly("2<1");
        assertThat(own(group, BOB)).isEqualTo(1);
    }

    @Test
    void whoIsAddedSeesMessagesFromThereOn() {
        String group = one.create(ADA, "new", List.of(BOB));
        one.sendUntilSent(group, ADA, "1", "before");
        block(ZOE, ADA);

        Sent added = change(group, ADA, new Invite(List.of(ZOE, BOB, EVE, NOBODY)));

        assertThat(events(group).get(1)).isEqualTo("{\"added\":{\"users\":[\"13\"]}}");
        assertThat(chat.spans(group, EVE)).containsExactly(added.seq() + "-");
        assertThat(member("read_seq", group, EVE)).isEqualTo(added.seq());
        assertThat(member("read_count", group, EVE)).isEqualTo(1);
        assertThat(own(group, EVE)).isZero();
        assertThat(number("SELECT member_count FROM chat_groups WHERE conversation = ?", group))
                .isEqualTo(3);
        assertThat(number("SELECT member_version FROM conversations WHERE id = ?", group))
                .isEqualTo(2);
        await().untilAsserted(() -> assertThat(one.bus.shown(group, EVE)).containsExactly("3<0"));
        await().untilAsserted(() -> assertThat(one.bus.shown(group, BOB)).containsExactly("1<0", "2<1", "3<2"));
        assertRefused(change(one, group, ADA, new Invite(List.of(ZOE, BOB, NOBODY))), ErrorCode.INVALID);
    }

    @Test
    void codeLetsIn() {
        String group = one.create(ADA, "new", List.of());

        assertRefused(change(one, group, BOB, new Join("")), ErrorCode.NOT_FOUND);
        assertRefused(change(one, group, BOB, new Join(code(group) + "x")), ErrorCode.NOT_FOUND);
        assertRefused(change(one, "g:1", BOB, new Join(code(group))), ErrorCode.NOT_FOUND);
        block(BOB, ADA); // hides nothing in groups
        assertThat(change(group, BOB, new Join(code(group))).seq()).isEqualTo(2);
        assertThat(events(group).get(1)).isEqualTo("{\"joined\":{}}");
        assertThat(chat.roles(group)).isEqualTo(Map.of(ADA, "OWNER", BOB, "MEMBER"));
        assertRefused(change(one, group, BOB, new Join(code(group))), ErrorCode.INVALID);
    }

    @Test
    void whoIsRemovedSeesTheEventAndNothingAboveIt() {
        String group = one.create(ADA, "new", List.of(BOB, EVE));
        one.sendUntilSent(group, BOB, "1", "before");
        Sent removed = change(group, ADA, new Kick(BOB));
        one.sendUntilSent(group, ADA, "2", "after");
        other.sendUntilSent(group, ADA, "3", "after");

        assertThat(events(group).get(1)).isEqualTo("{\"removed\":{\"user\":\"12\"}}");
        assertThat(chat.spans(group, BOB)).containsExactly("1-3");
        assertThat(member("left_seq", group, BOB)).isEqualTo(removed.seq());
        assertThat(chat.roles(group)).containsOnlyKeys(ADA, EVE);
        assertRefused(one.send(group, BOB, "late", "hello"), ErrorCode.NOT_FOUND);
        await().untilAsserted(() -> assertThat(other.bus.shown(group, EVE)).containsExactly("5<4"));
        await().untilAsserted(() -> assertThat(one.bus.shown(group, EVE)).containsExactly("1<0", "2<1", "3<2", "4<3"));
        assertThat(one.bus.shown(group, BOB)).containsExactly("1<0", "2<1", "3<2x");
        assertThat(other.bus.shown(group, BOB)).isEmpty();
    }

    @Test
    void whoComesBackGoesOnAfterWhatHeSaw() {
        String group = one.create(ADA, "new", List.of(BOB));
        one.sendUntilSent(group, BOB, "1", "his own");
        chat.update("UPDATE members SET delivered_seq = 2 WHERE user_id = ?", BOB);
        change(group, BOB, new Leave());
        one.sendUntilSent(group, ADA, "2", "not his");
        Sent back = change(group, BOB, new Join(code(group)));
        one.sendUntilSent(group, ADA, "3", "unread");

        assertThat(chat.spans(group, BOB)).containsExactly("1-3", "5-");
        assertThat(member("delivered_seq", group, BOB)).isEqualTo(2);
        assertThat(member("read_seq", group, BOB)).isEqualTo(back.seq());
        assertThat(member("read_count", group, BOB)).isEqualTo(2);
        assertThat(own(group, BOB)).isZero();
        assertThat(chat.texts("SELECT left_seq FROM members WHERE conversation = ? AND user_id = ?", group, BOB))
                .containsExactly("null");
        await().untilAsserted(() ->
                assertThat(one.bus.shown(group, BOB)).containsExactly("1<0", "2<1", "3<2x", "5<3", "6<5"));
    }

    @Test
    void allOfThatInOneBatchIsTheSame() {
        String group = one.create(ADA, "new", List.of(BOB));
        List<CompletableFuture<SendResult>> answers = new ArrayList<>();
        answers.add(one.send(group, BOB, "1", "his own"));
        answers.add(one.change(group, BOB, "2", new Leave()));
        answers.add(one.send(group, BOB, "3", "refused"));
        answers.add(one.send(group, ADA, "4", "not his"));
        answers.add(one.change(group, ADA, "5", new Invite(List.of(BOB, EVE))));
        answers.add(one.send(group, BOB, "6", "his own"));
        answers.add(one.change(group, ADA, "7", new Kick(EVE)));
        answers.add(one.change(group, ADA, "8", new SetRole(BOB, Role.ADMIN)));

        List<SendResult> results = answers.stream().map(Service::get).toList();
        assertThat(results.get(2)).isInstanceOf(Refused.class);
        assertThat(results.stream().filter(Sent.class::isInstance)).hasSize(7);
        assertThat(chat.spans(group, BOB)).containsExactly("1-3", "5-");
        assertThat(chat.spans(group, EVE)).containsExactly("5-7");
        assertThat(own(group, BOB)).isEqualTo(1);
        assertThat(member("read_seq", group, BOB)).isEqualTo(5);
        assertThat(member("read_count", group, BOB)).isEqualTo(2);
        assertThat(chat.roles(group)).isEqualTo(Map.of(ADA, "OWNER", BOB, "ADMIN"));
        assertThat(number("SELECT member_count FROM chat_groups WHERE conversation = ?", group))
                .isEqualTo(2);
        await().untilAsserted(() -> assertThat(one.bus.shown(group, EVE)).containsExactly("5<0", "6<5", "7<6x"));
        await().untilAsserted(() -> assertThat(one.bus.shown(group, BOB))
                .containsExactly("1<0", "2<1", "3<2x", "5<3", "6<5", "7<6", "8<7"));
    }

    @Test
    void rolesAllowWhatTheTableSays() {
        Map<Change, List<Role>> allowed = Map.of(
                new Invite(List.of(ZOE)), List.of(Role.OWNER, Role.ADMIN),
                new Rename("sculling"), List.of(Role.OWNER, Role.ADMIN),
                new SetRole(EVE, Role.ADMIN), List.of(Role.OWNER),
                new Kick(EVE), List.of(Role.OWNER, Role.ADMIN),
                new Leave(), List.of(Role.ADMIN, Role.MEMBER),
                new Dissolve(), List.of(Role.OWNER));
        allowed.forEach((change, roles) -> {
            for (Role role : Role.values()) {
                String group = one.create(ADA, "g" + role + change.getClass().getSimpleName(), List.of(BOB, EVE));
                long user = role == Role.OWNER ? ADA : BOB;
                if (role == Role.ADMIN) {
                    change(group, ADA, new SetRole(BOB, Role.ADMIN));
                }
                SendResult result = Service.get(change(one, group, user, change));
                assertThat(result)
                        .as("%s by %s", change, role)
                        .isInstanceOf(roles.contains(role) ? Sent.class : Refused.class);
                if (result instanceof Refused refused) {
                    assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
                }
                assertRefused(change(one, group, NOBODY, change), ErrorCode.NOT_FOUND);
            }
        });
    }

    @Test
    void adminsRemoveMembersOnly() {
        String group = one.create(ADA, "new", List.of(BOB, EVE, ZOE));
        change(group, ADA, new SetRole(BOB, Role.ADMIN));
        change(group, ADA, new SetRole(EVE, Role.ADMIN));

        assertRefused(change(one, group, BOB, new Kick(EVE)), ErrorCode.FORBIDDEN);
        assertRefused(change(one, group, BOB, new Kick(ADA)), ErrorCode.FORBIDDEN);
        assertRefused(change(one, group, BOB, new Kick(BOB)), ErrorCode.INVALID);
        assertRefused(change(one, group, BOB, new Kick(NOBODY)), ErrorCode.INVALID);
        change(group, BOB, new Kick(ZOE));
        change(group, ADA, new Kick(EVE));
        assertThat(chat.roles(group)).isEqualTo(Map.of(ADA, "OWNER", BOB, "ADMIN"));
    }

    @Test
    void groupHasOneOwner() {
        String group = one.create(ADA, "new", List.of(BOB));
        assertRefused(change(one, group, ADA, new SetRole(ADA, Role.MEMBER)), ErrorCode.INVALID);
        assertRefused(change(one, group, ADA, new SetRole(BOB, Role.MEMBER)), ErrorCode.INVALID);
        assertRefused(change(one, group, ADA, new SetRole(EVE, Role.ADMIN)), ErrorCode.INVALID);
        assertRefused(change(one, group, ADA, new Leave()), ErrorCode.FORBIDDEN);

        change(group, ADA, new SetRole(BOB, Role.OWNER));

        assertThat(chat.roles(group)).isEqualTo(Map.of(ADA, "ADMIN", BOB, "OWNER"));
        assertThat(events(group).get(1)).isEqualTo("{\"role\":{\"user\":\"12\",\"role\":\"OWNER\"}}");
        assertThat(number("SELECT member_version FROM conversations WHERE id = ?", group))
                .isEqualTo(2);
        assertRefused(change(one, group, ADA, new SetRole(BOB, Role.ADMIN)), ErrorCode.FORBIDDEN);
        change(group, ADA, new Leave());
    }

    @Test
    void renamingChangesTheNameOnly() {
        String group = one.create(ADA, "new", List.of(BOB));
        change(group, ADA, new Rename("  sculling  "));

        assertThat(chat.texts("SELECT name FROM chat_groups WHERE conversation = ?", group))
                .containsExactly("sculling");
        assertThat(events(group).get(1)).isEqualTo("{\"renamed\":{\"name\":\"sculling\"}}");
        assertThat(number("SELECT member_version FROM conversations WHERE id = ?", group))
                .isEqualTo(1);
        assertRefused(change(one, group, ADA, new Rename("sculling")), ErrorCode.INVALID);
    }

    @Test
    void dissolvedGroupAnswersLikeAMissingOne() {
        String group = one.create(ADA, "new", List.of(BOB, EVE));
        change(group, ADA, new Kick(EVE));
        String code = code(group);
        clock.move(Duration.ofSeconds(1));
        Sent end = change(group, ADA, new Dissolve());

        assertThat(chat.roles(group)).isEmpty();
        assertThat(chat.spans(group, ADA)).containsExactly("1-" + end.seq());
        assertThat(chat.spans(group, EVE)).containsExactly("1-2");
        assertThat(number("SELECT member_count FROM chat_groups WHERE conversation = ?", group))
                .isZero();
        assertThat(number("SELECT dissolved_ms FROM chat_groups WHERE conversation = ?", group))
                .isEqualTo(end.time());
        assertRefused(one.send(group, ADA, "late", "hello"), ErrorCode.NOT_FOUND);
        for (Change change : List.of(new Join(code), new Leave(), new Dissolve(), new Rename("x"), new Kick(BOB))) {
            assertRefused(change(one, group, ADA, change), ErrorCode.NOT_FOUND);
        }
        await().untilAsserted(() -> assertThat(one.bus.shown(group, BOB)).containsExactly("1<0", "2<1", "3<2x"));
        assertThat(one.bus.shown(group, ADA)).containsExactly("1<0", "2<1", "3<2x");
    }

    @Test
    void lastOneWhoLeavesDissolvesTheGroup() {
        String group = one.create(ADA, "new", List.of(BOB));
        change(group, BOB, new Leave());
        change(group, ADA, new Leave());

        assertThat(events(group)).endsWith("{\"left\":{}}", "{\"left\":{}}");
        assertThat(number("SELECT COUNT(*) FROM chat_groups WHERE dissolved_ms IS NOT NULL"))
                .isEqualTo(1);
        assertRefused(change(one, group, BOB, new Join(code(group))), ErrorCode.NOT_FOUND);
    }

    @Test
    void eventsCountForNobody() {
        String group = one.create(ADA, "new", List.of(BOB));
        one.sendUntilSent(group, ADA, "1", "counts");
        change(group, ADA, new Rename("sculling"));
        change(group, ADA, new Invite(List.of(EVE)));
        one.sendUntilSent(group, BOB, "2", "counts");

        assertThat(chat.messages(group)).extracting(Row::countable).containsExactly(0L, 1L, 1L, 1L, 2L);
        assertThat(own(group, ADA)).isEqualTo(1);
        assertThat(own(group, BOB)).isEqualTo(1);
    }
}
