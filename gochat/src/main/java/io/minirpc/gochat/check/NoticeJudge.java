package io.minirpc.gochat.check;

import io.minirpc.gochat.check.ScreenLog.Notice;
import java.util.Map;

/**
 * Judges typing and receipts: nothing of it after a removal was shown, or 2 s after it was committed, until the user
 * may be in again. That is from the moment on at which his return was asked for: a notice may overtake the event. A
 * connection that is late is judged by what was written to it: the message of another conversation that it shows next
 * says how late it is.
 */
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
                out = outFor(GRACE + lateness(screen, notice), conversation, in, screen.user, notice.at());
            }
            if (in != null && out > 0 && !mayBeBack(conversation, in, screen.user, out, notice.at())) {
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

    /** Returns how late the message of another conversation was that a screen showed next; 0 where nothing says so. */
    private long lateness(ScreenLog screen, Notice notice) {
        long next = Long.MAX_VALUE;
        long lateness = 0;
        for (int index : screen.conversations()) {
            ShownLog log = screen.shown(index);
            int first = log == null ? 0 : log.firstAt(notice.at());
            if (log == null || index == notice.conversation() || first == log.size() || log.at(first) >= next) {
                continue;
            }
            long committed = commits.latest(history.conversation(index), log.seq(first));
            if (log.seq(first) != ShownLog.RESET && screen.wasOpen(committed, log.at(first))) {
                next = log.at(first);
                lateness = Math.max(0, next - committed);
            }
        }
        return lateness;
    }

    private boolean mayBeBack(ConversationLog conversation, Membership in, int user, int out, long at) {
        return in.spans(user).stream()
                .anyMatch(span -> span.first() > out && commits.earliest(conversation, span.first()) <= at);
    }

    /** Returns the seq of the last removal that was committed that long before {@code at}, or 0. */
    private int outFor(long time, ConversationLog conversation, Membership in, int user, long at) {
        int out = 0;
        for (Membership.Span span : in.spans(user)) {
            if (span.last() <= conversation.head() && commits.latest(conversation, span.last()) + time < at) {
                out = span.last();
            }
        }
        return out;
    }
}
