package io.minirpc.gochat.check;

import static io.minirpc.gochat.check.Story.GROUP;
import static io.minirpc.gochat.check.Story.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.check.Finding.Evidence;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each finding by the smallest history that has it. */
class JudgeTest {
    private final Story story = new Story();

    private void assertFound(FindingKind... kinds) {
        Verdict verdict = story.judged();
        assertThat(verdict.counts()).containsOnlyKeys(kinds);
        assertThat(verdict.findings()).allSatisfy(finding -> {
            assertThat(finding.text()).isNotBlank();
            assertThat(finding.evidence()).isNotEmpty().hasSizeLessThan(5);
        });
    }

    @Test
    void historyWithoutFaultsHasNoFindings() {
        story.said(1);
        int second = story.asked(story.bob, TWO);
        Message answer = story.text(story.bob, TWO, 2, second);
        story.shown(answer, story.ada);
        story.answered(second, 2);
        story.shown(answer, story.bob);
        story.ada.read(TWO, 1);
        story.ada.unread(TWO, 1);
        story.fresh(story.ada, TWO, 1, 1, story.text(story.ada, TWO, 1, 0), answer);

        Verdict verdict = story.judged();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.isClean()).isTrue();
        assertThat(verdict.delays().count()).isEqualTo(4);
        assertThat(verdict.delays().max()).isBetween(1.0, 3.0);
    }

    @Test
    void answeredMessageThatNobodyHasIsLost() {
        story.said(1);
        story.sent(story.ada, TWO, 2);

        assertFound(FindingKind.LOST);
    }

    @Test
    void answeredMessageThatAnOpenScreenLacksIsLost() {
        story.said(1);
        int second = story.sent(story.ada, TWO, 2);
        story.shown(story.text(story.ada, TWO, 2, second), story.ada);

        assertFound(FindingKind.LOST);
    }

    @Test
    void messageThatAClosedScreenLacksIsNotLost() {
        story.said(1);
        story.bob.closed();
        int second = story.sent(story.ada, TWO, 2);
        story.shown(story.text(story.ada, TWO, 2, second), story.ada);

        assertThat(story.judged().findings()).isEmpty();
    }

    @Test
    void messageShownTwiceIsDuplicated() {
        int first = story.said(1);
        story.shown(story.text(story.ada, TWO, 1, first), story.bob);

        assertFound(FindingKind.DUPLICATED);
    }

    @Test
    void messageUnderTwoSeqsIsDuplicated() {
        int first = story.said(1);
        story.shown(story.text(story.ada, TWO, 2, first), story.ada, story.bob);

        assertFound(FindingKind.DUPLICATED);
    }

    @Test
    void earlierMessageShownAfterALaterOneIsOutOfOrder() {
        story.said(1);
        Message second = story.text(story.ada, TWO, 2, story.sent(story.ada, TWO, 2));
        Message third = story.text(story.ada, TWO, 3, story.sent(story.ada, TWO, 3));
        story.shown(second, story.ada);
        story.shown(third, story.ada, story.bob);
        story.shown(second, story.bob);

        assertFound(FindingKind.GAP, FindingKind.ORDER);
    }

    @Test
    void seqThatNobodyEverSawIsAGap() {
        story.said(1);
        story.said(3);

        Verdict verdict = story.judged();

        assertThat(verdict.counts()).containsOnlyKeys(FindingKind.GAP);
    }

    @Test
    void contentThatNobodySentIsInvented() {
        story.shown(story.message(story.ada, TWO, 1, MessageType.TEXT, "made up"), story.ada, story.bob);

        assertFound(FindingKind.INVENTED);
    }

    @Test
    void messageOfAnotherSenderOrConversationIsInvented() {
        int number = story.sent(story.ada, TWO, 1);
        story.shown(story.text(story.bob, TWO, 1, number), story.ada, story.bob);

        assertFound(FindingKind.INVENTED);
    }

    @Test
    void refusedMessageThatIsShownIsInvented() {
        int number = story.asked(story.ada, TWO);
        story.history.refused(number, "FORBIDDEN");
        story.shown(story.text(story.ada, TWO, 1, number), story.ada, story.bob);

        assertFound(FindingKind.INVENTED);
    }

    @Test
    void recallWithoutAnybodyWhoRecalledIsInvented() {
        int number = story.said(1);
        story.bob.changes(story.message(story.ada, TWO, 1, MessageType.RECALLED, ""));

        assertFound(FindingKind.INVENTED);
        assertThat(number).isZero();
    }

    @Test
    void recalledMessageIsNoFinding() {
        story.said(1);
        story.shown(story.message(story.ada, TWO, 2, MessageType.RECALL, "1"), story.ada, story.bob);
        story.bob.changes(story.message(story.ada, TWO, 1, MessageType.RECALLED, ""));

        assertThat(story.judged().findings()).isEmpty();
    }

    @Test
    void twoMessagesUnderOneSeqDisagree() {
        int one = story.asked(story.ada, TWO);
        int other = story.asked(story.bob, TWO);
        story.shown(story.text(story.ada, TWO, 1, one), story.ada);
        story.shown(story.text(story.bob, TWO, 1, other), story.bob);

        assertFound(FindingKind.DISAGREE);
    }

    @Test
    void answerWithAnotherSeqThanIsShownIsFound() {
        int one = story.sent(story.ada, TWO, 2);
        int other = story.sent(story.ada, TWO, 1);
        story.shown(story.text(story.ada, TWO, 1, one), story.ada, story.bob);
        story.shown(story.text(story.ada, TWO, 2, other), story.ada, story.bob);

        assertFound(FindingKind.ANSWER);
    }

    @Test
    void messageNumberedBeforeOneThatWasAnsweredEarlierIsOutOfTheSendersOrder() {
        int first = story.sent(story.ada, TWO, 2);
        int second = story.sent(story.bob, TWO, 1);
        story.shown(story.text(story.bob, TWO, 1, second), story.ada, story.bob);
        story.shown(story.text(story.ada, TWO, 2, first), story.ada, story.bob);

        assertFound(FindingKind.SENDER_ORDER);
    }

    @Test
    void messagesOfOneScreenKeepTheirOrderWithoutAnswers() {
        int first = story.asked(story.ada, TWO);
        int second = story.asked(story.ada, TWO);
        story.shown(story.text(story.ada, TWO, 1, second), story.ada, story.bob);
        story.shown(story.text(story.ada, TWO, 2, first), story.ada, story.bob);

        assertFound(FindingKind.SENDER_ORDER);
    }

    private Message[] groupThatBobLeavesAt(int k) {
        Message created =
                story.changed(story.ada, 1, new SystemEvent.Created("rowing", List.of("2")), story.ada, story.bob);
        Message removed = story.changed(story.ada, k, new SystemEvent.Removed("2"), story.ada, story.bob);
        return new Message[] {created, removed};
    }

    @Test
    void messageAboveTheRemovalIsSeenByAnOutsider() {
        groupThatBobLeavesAt(2);
        int number = story.sent(story.ada, GROUP, 3);
        story.shown(story.text(story.ada, GROUP, 3, number), story.ada, story.bob);

        assertFound(FindingKind.OUTSIDER);
    }

    @Test
    void messageOnTheWireAboveTheRemovalIsSeenByAnOutsider() {
        groupThatBobLeavesAt(2);
        int number = story.sent(story.ada, GROUP, 3);
        story.shown(story.text(story.ada, GROUP, 3, number), story.ada);
        story.bob.receives(story.text(story.ada, GROUP, 3, number));

        assertFound(FindingKind.OUTSIDER);
    }

    @Test
    void messageShownToWhoNeverWasAMemberIsSeenByAnOutsider() {
        int number = story.said(1);
        story.shown(story.text(story.ada, TWO, 1, number), story.eve);

        assertFound(FindingKind.OUTSIDER);
    }

    @Test
    void memberWhoCameBackLacksNothingOfTheTimeBetween() {
        groupThatBobLeavesAt(2);
        int number = story.sent(story.ada, GROUP, 3);
        story.shown(story.text(story.ada, GROUP, 3, number), story.ada);
        story.changed(story.ada, 4, new SystemEvent.Added(List.of("2")), story.ada, story.bob);

        assertThat(story.judged().findings()).isEmpty();
    }

    @Test
    void cursorThatGoesBackIsFound() {
        story.said(1);
        story.said(2);
        story.bob.read(TWO, 2);
        story.bob.read(TWO, 1);

        assertFound(FindingKind.CURSOR_BACK);
    }

    @Test
    void cursorAboveTheHeadIsFound() {
        story.said(1);
        story.bob.read(TWO, 2);

        assertFound(FindingKind.CURSOR_ABOVE);
    }

    @Test
    void cursorThatTheDatabaseDidNotKeepIsFound() {
        int number = story.said(1);
        story.bob.closed();
        story.bob.read(TWO, 1);
        story.fresh(story.bob, TWO, 0, 1, story.text(story.ada, TWO, 1, number));

        assertFound(FindingKind.CURSOR_NOT_KEPT);
    }

    @Test
    void peersCursorThatTheDatabaseDidNotKeepIsFound() {
        int number = story.said(1);
        story.ada.peer(TWO, 1, 1);
        ScreenLog fresh = story.fresh(story.ada, TWO, 0, 0, story.text(story.ada, TWO, 1, number));
        fresh.peer(TWO, 0, 1);

        assertFound(FindingKind.CURSOR_NOT_KEPT);
    }

    @Test
    void openScreenWithAnOldCursorIsFound() {
        int number = story.said(1);
        story.bob.read(TWO, 0);
        story.fresh(story.bob, TWO, 1, 0, story.text(story.ada, TWO, 1, number));

        assertFound(FindingKind.CURSOR);
    }

    @Test
    void wrongBadgeAtTheEndIsFound() {
        int number = story.said(1);
        story.bob.unread(TWO, 2);
        story.fresh(story.bob, TWO, 0, 1, story.text(story.ada, TWO, 1, number));

        assertFound(FindingKind.BADGE);
    }

    @Test
    void badgeThatCountsOwnMessagesIsFound() {
        int number = story.said(1);
        story.fresh(story.ada, TWO, 0, 1, story.text(story.ada, TWO, 1, number));

        assertFound(FindingKind.BADGE);
    }

    @Test
    void badgeOfSomebodyWhoIsOutIsZero() {
        Message[] events = groupThatBobLeavesAt(2);
        story.bob.unread(GROUP, 0);
        story.fresh(story.bob, GROUP, 0, 1, events);

        assertFound(FindingKind.BADGE);
    }

    @Test
    void messageThatHealsAfterThePromiseIsLate() {
        story.said(1);
        Message second = story.text(story.ada, TWO, 2, story.sent(story.ada, TWO, 2));
        story.shown(second, story.ada);
        story.pass(Story.PROMISE_MS + 1);
        story.shown(second, story.bob);

        assertFound(FindingKind.LATE);
    }

    @Test
    void messageThatComesAfterAReconnectIsNotLate() {
        story.said(1);
        Message second = story.text(story.ada, TWO, 2, story.sent(story.ada, TWO, 2));
        story.shown(second, story.ada);
        story.bob.closed();
        story.pass(Story.PROMISE_MS + 1);
        story.bob.opened();
        story.shown(second, story.bob);

        assertThat(story.judged().findings()).isEmpty();
    }

    @Test
    void screenThatWasResetShowsEverythingAgain() {
        int number = story.said(1);
        story.bob.resets(TWO);
        story.shown(story.text(story.ada, TWO, 1, number), story.bob);

        assertThat(story.judged().findings()).isEmpty();
    }

    @Test
    void evidenceNamesTheFewEventsThatProveIt() {
        int first = story.said(1);
        story.shown(story.text(story.ada, TWO, 1, first), story.bob);

        Finding finding = story.judged().findings().get(0);

        assertThat(finding.kind()).isEqualTo("DUPLICATED");
        assertThat(finding.conversation()).isEqualTo(TWO);
        assertThat(finding.seq()).isEqualTo(1);
        assertThat(finding.text()).isEqualTo("shows 1 twice");
        assertThat(finding.evidence())
                .containsExactly(new Evidence(4, "bob/phone", "shows 1"), new Evidence(5, "bob/phone", "shows 1"));
    }

    @Test
    void manyFindingsOfOneKindAreCountedAndTheFirstAreKept() {
        int number = story.said(1);
        for (int i = 0; i < 1_000; i++) {
            story.shown(story.text(story.ada, TWO, 1, number), story.bob);
        }

        Verdict verdict = story.judged();

        assertThat(verdict.counts()).containsEntry(FindingKind.DUPLICATED, 1_000);
        assertThat(verdict.findings()).hasSize(10);
    }
}
