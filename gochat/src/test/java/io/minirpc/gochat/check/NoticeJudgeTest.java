package io.minirpc.gochat.check;

import static io.minirpc.gochat.check.Story.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typing and receipts of a group that bob leaves, and comes back to. */
class NoticeJudgeTest {
    private final Story story = new Story();

    private void created() {
        story.changed(story.ada, 1, new SystemEvent.Created("rowing", List.of("2")), story.ada, story.bob);
    }

    private void removed() {
        created();
        story.changed(story.ada, 2, new SystemEvent.Removed("2"), story.ada, story.bob);
    }

    private void cameBackAt3(int request) {
        story.changed(story.ada, 3, new SystemEvent.Added(List.of("2")), story.ada, story.bob);
        story.answered(request, 3);
    }

    private void assertFound() {
        Verdict verdict = story.judged();
        assertThat(verdict.counts()).containsOnlyKeys(FindingKind.AFTER_REMOVAL);
        assertThat(verdict.findings())
                .allSatisfy(
                        finding -> assertThat(finding.evidence()).isNotEmpty().hasSizeLessThan(5));
    }

    @Test
    void typingAfterTheRemovalWasShownIsFound() {
        removed();
        story.bob.notice("typing", GROUP);

        assertFound();
    }

    @Test
    void typingLongAfterTheRemovalWasCommittedIsFound() {
        created();
        Message removed = story.changed(story.ada, 2, new SystemEvent.Removed("2"), story.ada);
        story.pass(2_100);
        story.bob.notice("typing", GROUP);
        story.shown(removed, story.bob);

        assertFound();
    }

    /** A late connection shows late what was written in time. */
    @Test
    void typingOnAConnectionThatIsLateIsNoFinding() {
        created();
        Message removed = story.changed(story.ada, 2, new SystemEvent.Removed("2"), story.ada);
        int number = story.sent(story.ada, Story.TWO, 1);
        story.pass(2_100);
        story.bob.notice("typing", GROUP);
        story.shown(story.text(story.ada, Story.TWO, 1, number), story.bob);
        story.shown(removed, story.bob);

        assertThat(story.judged().counts()).doesNotContainKey(FindingKind.AFTER_REMOVAL);
    }

    @Test
    void typingBeforeTheRemovalIsNoFinding() {
        created();
        story.bob.notice("typing", GROUP);
        story.changed(story.ada, 2, new SystemEvent.Removed("2"), story.ada, story.bob);

        assertThat(story.judged().findings()).isEmpty();
    }

    /** The service that relays it has read that he is in, and the event is on its way. */
    @Test
    void typingThatOvertakesTheReturnIsNoFinding() {
        removed();
        int request = story.history.changes(story.ada, GROUP);
        story.pass(1);
        story.bob.notice("typing", GROUP);
        story.pass(3_000);
        cameBackAt3(request);

        assertThat(story.judged().findings()).isEmpty();
    }

    @Test
    void typingBeforeTheReturnWasAskedForIsFound() {
        removed();
        story.bob.notice("typing", GROUP);
        story.pass(1);
        cameBackAt3(story.history.changes(story.ada, GROUP));

        assertFound();
    }
}
