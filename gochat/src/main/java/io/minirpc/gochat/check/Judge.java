package io.minirpc.gochat.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was broken in a history. It trusts nobody: who belongs to a group follows from the group's own events,
 * badges from the messages and the read cursor, and all of it is compared with what a new device of each user read
 * after the end. Used once, after everything has ended.
 */
final class Judge {
    private final History history;
    private final long promise;
    private final Findings findings = new Findings();
    private final Delays delays = new Delays();
    private final Witness witness;
    private final Map<Integer, Membership> members = new HashMap<>();
    private final Map<Integer, ScreenLog> fresh = new HashMap<>();

    private Judge(History history, long promise) {
        this.history = history;
        this.promise = promise;
        witness = new Witness(history);
    }

    /** @param promise how long a message may take to an open screen, in nanoseconds */
    static Verdict judge(History history, long promise) {
        return new Judge(history, promise).judge();
    }

    private Verdict judge() {
        new MessageJudge(history, findings).judge();
        Map<String, Integer> users = history.users();
        history.conversations().forEach(one -> members.put(one.index, one.membership(users)));
        history.screens().stream().filter(screen -> screen.fresh).forEach(screen -> fresh.put(screen.user, screen));
        CommitTimes commits = new CommitTimes(history);
        NoticeJudge notices = new NoticeJudge(history, members, commits, findings);
        for (ScreenLog screen : history.screens()) {
            history.conversations().forEach(conversation -> judge(screen, conversation, commits));
            notices.judge(screen);
        }
        return new Verdict(findings.kept(), findings.counts(), delays);
    }

    private void judge(ScreenLog screen, ConversationLog conversation, CommitTimes commits) {
        Membership in = members.get(conversation.index);
        ShownLog shown = screen.shown(conversation.index);
        if (in == null || (shown == null && in.spans(screen.user).isEmpty())) {
            return;
        }
        ShownLog log = shown == null ? new ShownLog() : shown;
        ScreenJudge judge = new ScreenJudge(conversation, in, screen, log, findings, witness);
        judge.judge();
        EndJudge end = new EndJudge(conversation, in, freshOf(screen.user, conversation), findings, witness);
        end.judgeAlways(screen, log);
        if (!screen.fresh) {
            judge.judgeDelays(delays, commits, promise);
        }
        if (screen.fresh || screen.isOpen()) {
            judge.judgeEnd();
            end.judgeEnd(screen, log);
        }
    }

    private @Nullable ShownLog freshOf(int user, ConversationLog conversation) {
        ScreenLog screen = fresh.get(user);
        return screen == null ? null : screen.shown(conversation.index);
    }
}
