package io.minirpc.gochat.check;

import io.minirpc.gochat.check.ScreenLog.Notice;
import java.util.Map;

/** Judges typing and receipts: nothing of it after a removal was shown, or 2 s after it was committed. */
final class NoticeJudge {
    private static final long GRACE = 2_000_000_000L;

    private final History history;
    private final Map<Integer, Membership> members;
    private final CommitTimes commits;
    private final Findings findings;
    private final Witness witness;

    NoticeJudge(History history, Map<Integer, Membership> members, CommitTimes commits, Findings findings) {
        this.history = history;
        this.members = members;
        this.commits = commits;
        this.findings = findings;
        witness = new Witness(history);
    }

    void judge(ScreenLog screen) {
        for (Notice notice : screen.notices()) {
            ConversationLog conversation = history.conversation(notice.conversation());
            Membership in = members.get(notice.conversation());
            int out = in == null ? 0 : in.outAt(screen.user, notice.position());
            if (out == 0 && in != null) {
                out = outFor(GRACE, conversation, in, screen.user, notice.at());
            }
            if (out > 0) {
                findings.add(
                        FindingKind.AFTER_REMOVAL,
                        conversation,
                        out,
                        screen.name + " gets " + notice.what() + " though its user was out from " + out + " on",
                        witness.firstSeen(conversation, out),
                        witness.event(notice.at(), screen, "gets " + notice.what()));
            }
        }
    }

    /** Returns the seq of a removal that was committed that long before {@code at}, with no way back since; or 0. */
    private int outFor(long time, ConversationLog conversation, Membership in, int user, long at) {
        int out = 0;
        for (Membership.Span span : in.spans(user)) {
            if (conversation.firstSeen(span.first()) <= at) {
                out = 0;
            }
            if (span.last() <= conversation.head() && commits.at(conversation, span.last()) + time < at) {
                out = span.last();
            }
        }
        return out;
    }
}
