package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.BOB;
import static io.minirpc.gochat.chat.Chat.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Dissolve;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Leave;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.store.OnEveryDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database has to do with the ids and values of changes while nothing fails. */
@OnEveryDatabase
class ChangeTest extends GroupFixture {
    private static final int TIMES = 100;

    @Test
    void groupsIdBelongsToItsCreatorAndClientId() {
        assertRefused(one.change("g:1", ADA, "new", new Create("rowing", List.of())), ErrorCode.INVALID);
        String foreign = ConversationId.ofGroup(BOB, "new").toString();
        assertRefused(one.change(foreign, ADA, "new", new Create("rowing", List.of())), ErrorCode.INVALID);
        assertThat(number("SELECT COUNT(*) FROM conversations")).isZero();
    }

    @Test
    void groupWhoseAnswerWasForgottenIsNotCreatedAgain() {
        String group = one.create(ADA, "new", List.of(BOB));
        chat.update("DELETE FROM dedup");

        assertRefused(other.change(group, ADA, "new", new Create("rowing", List.of(BOB))), ErrorCode.CONFLICT);
        assertThat(chat.head(group)).isEqualTo(1);
    }

    @Test
    void h2ChangeThatIsAskedForAHundredTimesInParallelIsOneEvent() {
        String group = one.create(ADA, "new", List.of(BOB));
        String code = code(group);
        record Step(long user, Change change) {}
        List<Step> steps = List.of(
                new Step(ADA, new Invite(List.of(EVE))),
                new Step(ZOE, new Join(code)),
                new Step(ADA, new SetRole(BOB, Role.ADMIN)),
                new Step(BOB, new Kick(EVE)),
                new Step(ADA, new Rename("sculling")),
                new Step(ZOE, new Leave()),
                new Step(ADA, new Dissolve()));
        List<Sent> answers = manyTimes(
                TIMES,
                i -> at(i).changeUntilSent(
                                ConversationId.ofGroup(EVE, "many").toString(),
                                EVE,
                                "many",
                                new Create("many", List.of())));
        assertOnce(answers, 1);
        for (int step = 0; step < steps.size(); step++) {
            Step each = steps.get(step);
            String id = "step" + step;
            assertOnce(manyTimes(TIMES, i -> at(i).changeUntilSent(group, each.user(), id, each.change())), step + 2);
        }
        assertThat(chat.head(group)).isEqualTo(steps.size() + 1);
        for (int step = 0; step < steps.size(); step++) { // most of them are out by now
            assertThat(other.changeUntilSent(
                                    group,
                                    steps.get(step).user(),
                                    "step" + step,
                                    steps.get(step).change())
                            .again())
                    .isTrue();
        }
    }

    private static void assertOnce(List<Sent> answers, long seq) {
        assertThat(answers).extracting(Sent::seq).containsOnly(seq);
        assertThat(answers)
                .extracting(Sent::messageId)
                .containsOnly(answers.get(0).messageId());
        assertThat(answers).extracting(Sent::again).containsOnlyOnce(false);
    }

    @Test
    void h2ClientIdNamesOneChangeWithAllItsValues() {
        String group = one.create(ADA, "new", List.of(BOB));
        String second = one.create(ADA, "second", List.of(BOB));
        one.changeUntilSent(group, ADA, "id", new Rename("sculling"));

        assertRefused(other.change(group, ADA, "id", new Rename("punting")), ErrorCode.CONFLICT);
        assertRefused(other.change(second, ADA, "id", new Rename("sculling")), ErrorCode.CONFLICT);
        assertRefused(other.change(group, ADA, "id", new Dissolve()), ErrorCode.CONFLICT);
        assertRefused(other.send(group, ADA, "id", "sculling"), ErrorCode.CONFLICT);
        assertRefused(other.change(group, ADA, "new", new Create("sculling", List.of(BOB))), ErrorCode.CONFLICT);
        assertRefused(other.change(group, ADA, "new", new Create("rowing", List.of(EVE))), ErrorCode.CONFLICT);
        one.sendUntilSent(group, ADA, "text", "hello");
        assertRefused(other.change(group, ADA, "text", new Leave()), ErrorCode.CONFLICT);
        one.changeUntilSent(group, ADA, "set", new SetRole(BOB, Role.ADMIN));
        assertRefused(other.change(group, ADA, "set", new SetRole(BOB, Role.OWNER)), ErrorCode.CONFLICT);
        assertThat(chat.head(group)).isEqualTo(4);
    }

    @Test
    void valuesOutOfRangeAreRefusedBeforeTheDatabaseIsAsked() {
        String group = one.create(ADA, "new", List.of(BOB));
        long head = chat.head(group);
        List<Long> many =
                IntStream.rangeClosed(1, 501).mapToObj(i -> 1_000L + i).toList();
        for (Change change : List.of(
                new Rename(""),
                new Rename(" \t "),
                new Rename("x".repeat(65)),
                new Rename("a\nb"),
                new Rename("\ud83c"),
                new Rename("\u202Etxt"),
                new Invite(List.of()),
                new Invite(many),
                new Invite(List.of(-1L)),
                new Invite(List.of(ADA)),
                new Kick(0),
                new SetRole(-5, Role.ADMIN))) {
            assertRefused(change(one, group, ADA, change), ErrorCode.INVALID);
        }
        assertRefused(one.change("p:11:12", ADA, "id", new Leave()), ErrorCode.INVALID);
        assertRefused(one.change("g:01", ADA, "id", new Leave()), ErrorCode.INVALID);
        assertRefused(one.change(group, ADA, "not an id", new Leave()), ErrorCode.INVALID);
        change(group, ADA, new Rename("🍣".repeat(64)));
        assertThat(chat.head(group)).isEqualTo(head + 1);
    }

    private Service at(int number) {
        return number % 2 == 0 ? one : other;
    }

    private interface Asking {
        Sent ask(int number);
    }

    private static List<Sent> manyTimes(int times, Asking asking) {
        return SendTest.inParallel(times, i -> List.of(asking.ask(i)));
    }
}
