package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.MemberPage;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Member;
import io.minirpc.gochat.frame.ServerFrame.Members;
import io.minirpc.gochat.frame.ServerFrame.Typing;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.frame.ServerFrameCodec;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The members of groups: pages of them, and who of them is shown typing and presence. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxMembersTest {
    @Parameter
    TestDatabase kind;

    private static final int FRAME = 256 * 1024;

    private InboxFixture chat;

    @BeforeParameterizedClassInvocation
    void open(TestDatabase database, @TempDir Path folder) {
        chat = new InboxFixture(database, folder);
    }

    @AfterParameterizedClassInvocation
    void close() {
        chat.close();
    }

    @Test
    void membersComeInTheOrderOfTheirIdsWithRolesAndNames() {
        long bob = chat.user();
        long ada = chat.user();
        long eve = chat.user();
        String group = chat.group(ada, eve, bob);
        chat.groups.setRole(group, ada, eve, Role.ADMIN);

        MemberPage page = members(bob, group, 0, 50).orElseThrow();

        assertThat(page.group()).isEqualTo(new Group("group " + group, 3, Role.MEMBER));
        assertThat(page.members())
                .containsExactly(
                        new Member(user(bob), Role.MEMBER),
                        new Member(user(ada), Role.OWNER),
                        new Member(user(eve), Role.ADMIN));
        assertThat(page.more()).isFalse();
    }

    @Test
    void codeIsToldToTheOwnerAndToAdmins() {
        long ada = chat.user();
        long bob = chat.user();
        long eve = chat.user();
        String group = chat.group(ada, bob, eve);
        chat.groups.setRole(group, ada, bob, Role.ADMIN);

        assertThat(members(ada, group, 0, 50).orElseThrow().code()).isEqualTo("code of " + group);
        assertThat(members(bob, group, 0, 50).orElseThrow().code()).isEqualTo("code of " + group);
        assertThat(members(eve, group, 0, 50).orElseThrow().code()).isNull();
    }

    @Test
    void pagesHoldEachMemberOnceAndLeaveOutThoseWhoAreOut() {
        long ada = chat.user();
        long[] others = users(24);
        String group = chat.group(with(others, ada));
        chat.groups.leave(group, others[3], JANUARY);
        chat.groups.leave(group, others[20], JANUARY);
        chat.groups.join(group, others[20], JANUARY);

        List<String> seen = new ArrayList<>();
        Optional<MemberPage> page = members(ada, group, 0, 5);
        seen.addAll(ids(page.orElseThrow()));
        while (page.orElseThrow().more()) {
            page = members(ada, group, Ids.parse(seen.get(seen.size() - 1)), 5);
            seen.addAll(ids(page.orElseThrow()));
        }

        assertThat(seen).hasSize(24).doesNotHaveDuplicates().doesNotContain(Ids.text(others[3]));
        assertThat(seen).isSortedAccordingTo((one, other) -> Long.compare(Ids.parse(one), Ids.parse(other)));
        assertThat(members(ada, group, Long.MAX_VALUE, 5).orElseThrow().members())
                .as("above the last one the group comes alone")
                .isEmpty();
    }

    @Test
    void limitIsClampedAndTheLargestPageFitsIntoAFrame() {
        long ada = chat.user();
        long[] others = users(249);
        String group = chat.group(with(others, ada));
        chat.database.write(sql -> sql.update(
                "UPDATE users SET display = ?, name = CONCAT(?, id) WHERE id > 0",
                "\ud83c\udf63".repeat(64),
                "x".repeat(20)));
        chat.groups.rename(group, ada, "\ud83c\udf63".repeat(64));

        assertThat(members(ada, group, 0, -7).orElseThrow().members()).hasSize(1);
        MemberPage largest = members(ada, group, 0, Integer.MAX_VALUE).orElseThrow();
        assertThat(largest.members()).hasSize(200);
        assertThat(largest.more()).isTrue();
        String json = ServerFrameCodec.INSTANCE.toJson(new Members(
                Long.MAX_VALUE, group, largest.group(), largest.code(), largest.members(), largest.more(), 200));
        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isBetween(50_000, FRAME);
    }

    @Test
    void typingIsRelayedToTheOtherMembersByOnePushAGateway() {
        long[] members = users(30);
        String group = chat.group(members);
        LongStream.of(members).forEach(user -> chat.connect(user, "c" + user));
        chat.groups.leave(group, members[7], JANUARY);

        done(chat.inbox.typing(members[0], group));

        await().until(() -> !chat.pushesTo(members[1]).isEmpty());
        assertThat(chat.pushesTo(members[1])).hasSize(1);
        assertThat(chat.pushesTo(members[1]).get(0).frame()).isEqualTo(new Typing(group, Ids.text(members[0])));
        assertThat(chat.pushesTo(members[1]).get(0).users())
                .containsExactlyInAnyOrderElementsOf(LongStream.of(members)
                        .filter(user -> user != members[0] && user != members[7])
                        .boxed()
                        .toList());
    }

    /** C4.4: membership is read from the database each time, by whichever service is asked. */
    @Test
    void whoIsOutNeitherTypesNorSeesOthersType() {
        long ada = chat.user();
        long bob = chat.user();
        long eve = chat.user();
        String group = chat.group(ada, bob, eve);
        List.of(ada, bob, eve).forEach(user -> chat.connect(user, "c" + user));
        chat.groups.kick(group, ada, eve, JANUARY);

        done(chat.inbox.typing(eve, group));
        done(chat.inbox.typing(chat.user(), group));
        done(chat.inbox.typing(bob, group));

        await().until(() -> !chat.pushesTo(ada).isEmpty());
        assertThat(chat.pushedTo(ada)).containsExactly(new Typing(group, Ids.text(bob)));
        assertThat(chat.pushedTo(eve)).isEmpty();
        chat.groups.join(group, eve, JANUARY);
        done(chat.inbox.typing(eve, group));
        await().until(() -> chat.pushedTo(ada).contains(new Typing(group, Ids.text(eve))));
    }

    /** M4: in groups a block hides nothing. */
    @Test
    void blockHidesNoTypingInGroups() {
        long ada = chat.user();
        long bob = chat.user();
        String group = chat.group(ada, bob);
        chat.connect(bob, "bob");
        done(chat.inbox.block(bob, ada, true));

        done(chat.inbox.typing(ada, group));

        await().until(() -> chat.pushedTo(bob).contains(new Typing(group, Ids.text(ada))));
    }

    /** H6 */
    @Test
    void largeGroupsHaveNoTypingAndNoPresence() {
        long[] members = users(200);
        String group = chat.group(members);
        String small = chat.group(members[0], members[2]);
        chat.connect(members[1], "b");
        chat.connect(members[2], "c");

        done(chat.inbox.typing(members[0], group));
        done(chat.inbox.typing(members[0], small));

        await().until(() -> !chat.pushesTo(members[2]).isEmpty());
        assertThat(chat.pushedTo(members[2])).containsExactly(new Typing(small, Ids.text(members[0])));
        assertThat(chat.pushedTo(members[1])).isEmpty();
        assertThat(watchable(members[0], members[1], members[2])).containsExactly(members[2]);
        chat.groups.leave(group, members[199], JANUARY);
        assertThat(watchable(members[0], members[1], members[2])).containsExactly(members[1], members[2]);
    }

    /** M1: in the order that was asked, each once. */
    @Test
    void presenceIsShownOfThoseWhoShareAGroupNow() {
        long ada = chat.user();
        long bob = chat.user();
        long eve = chat.user();
        long dan = chat.user();
        String group = chat.group(ada, bob, eve, dan);
        chat.group(ada, bob);
        assertThat(watchable(ada, dan, eve, bob, dan)).containsExactly(dan, eve, bob);

        chat.groups.kick(group, ada, eve, JANUARY);
        assertThat(watchable(ada, eve, bob)).containsExactly(bob);
        assertThat(watchable(eve, ada, bob, dan)).isEmpty();

        chat.groups.leave(group, ada, JANUARY);
        assertThat(watchable(ada, dan, bob)).containsExactly(bob);
        chat.groups.join(group, eve, JANUARY);
        assertThat(watchable(eve, ada, bob, dan)).containsExactly(bob, dan);
    }

    /** M4: presence stops in both directions, also of those who share a group. */
    @Test
    void blockHidesThePresenceOfThoseWhoShareAGroup() {
        long ada = chat.user();
        long bob = chat.user();
        chat.group(ada, bob);
        done(chat.inbox.block(bob, ada, true));

        assertThat(watchable(ada, bob)).isEmpty();
        assertThat(watchable(bob, ada)).isEmpty();
        done(chat.inbox.block(bob, ada, false));
        assertThat(watchable(ada, bob)).containsExactly(bob);
    }

    private Optional<MemberPage> members(long user, String group, long after, int limit) {
        return done(chat.inbox.members(user, group, after, limit));
    }

    private List<Long> watchable(long user, Long... others) {
        return done(chat.inbox.watchable(user, List.of(others)));
    }

    private static List<String> ids(MemberPage page) {
        return page.members().stream().map(member -> member.user().id()).toList();
    }

    private static User user(long id) {
        return new User(Ids.text(id), "u" + id, "U" + id);
    }

    private long[] users(int count) {
        return LongStream.range(0, count).map(i -> chat.user()).toArray();
    }

    private static long[] with(long[] others, long user) {
        return LongStream.concat(LongStream.of(user), LongStream.of(others)).toArray();
    }
}
