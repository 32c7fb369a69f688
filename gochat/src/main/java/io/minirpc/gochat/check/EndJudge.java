package io.minirpc.gochat.check;

import org.jspecify.annotations.Nullable;

/** Judges cursors and badges of one screen against what a new device of its user read after the end. */
final class EndJudge {
    private final ConversationLog conversation;
    private final Membership members;
    private final @Nullable ShownLog fresh;
    private final Findings findings;
    private final Witness witness;

    /** @param fresh what a new device of the user read; null if there is none */
    EndJudge(
            ConversationLog conversation,
            Membership members,
            @Nullable ShownLog fresh,
            Findings findings,
            Witness witness) {
        this.conversation = conversation;
        this.members = members;
        this.fresh = fresh;
        this.findings = findings;
        this.witness = witness;
    }

    /** Judges what holds at any time. */
    void judgeAlways(ScreenLog screen, ShownLog log) {
        if (log.back().from() > 0) {
            findings.add(
                    FindingKind.CURSOR_BACK,
                    conversation,
                    (int) log.back().to(),
                    "the read cursor went from " + log.back().from() + " to "
                            + log.back().to(),
                    witness.event(log.back().at(), screen, "shows " + log.back().to()));
        }
        int last = members.lastVisible(screen.user, conversation.head());
        if (log.read() > last) {
            findings.add(
                    FindingKind.CURSOR_ABOVE,
                    conversation,
                    last,
                    "the read cursor is " + log.read() + " and the last message " + last,
                    witness.event(log.readAt(), screen, "shows " + log.read()));
        }
        if (fresh != null) {
            judgeKept(screen, log, fresh);
        }
    }

    private void judgeKept(ScreenLog screen, ShownLog log, ShownLog kept) {
        notKept(screen, "the read cursor", log.read(), log.readAt(), kept.read());
        notKept(screen, "the other one's read cursor", log.peerRead(), log.readAt(), kept.peerRead());
        notKept(screen, "the other one's delivered cursor", log.peerDelivered(), log.readAt(), kept.peerDelivered());
    }

    private void notKept(ScreenLog screen, String what, long told, long at, long kept) {
        if (kept != ShownLog.NONE && told > kept) {
            findings.add(
                    FindingKind.CURSOR_NOT_KEPT,
                    conversation,
                    (int) told,
                    what + " was told as " + told + ", and a new device reads " + kept,
                    witness.event(at, screen, "is told " + told));
        }
    }

    /** Judges a screen that was open at the end, or a new device. */
    void judgeEnd(ScreenLog screen, ShownLog log) {
        if (fresh == null || fresh.read() == ShownLog.NONE) {
            return;
        }
        long read = fresh.read();
        long shownRead = Math.max(0, log.read()); // a screen is told what differs from 0
        long badge = Math.max(0, log.unread());
        boolean in = members.isIn(screen.user);
        if (in && shownRead < read) {
            findings.add(
                    FindingKind.CURSOR,
                    conversation,
                    (int) read,
                    screen.name + " shows the read cursor " + shownRead + ", and a new device reads " + read,
                    witness.event(log.readAt(), screen, "shows " + shownRead));
        }
        long expected = in ? unread(screen.user, read) : 0;
        if (badge != expected) {
            findings.add(
                    FindingKind.BADGE,
                    conversation,
                    0,
                    screen.name + " shows a badge of " + badge + " (expected: " + expected + ")",
                    witness.event(log.readAt(), screen, "shows the read cursor " + shownRead),
                    witness.firstSeen(conversation, conversation.head()));
        }
    }

    /** Counts by the rule of promise 5: messages of others that count, above the read cursor. */
    private long unread(int user, long read) {
        long count = 0;
        for (int seq = (int) Math.max(0, read) + 1; seq <= conversation.head(); seq++) {
            if (conversation.isSeen(seq)
                    && conversation.counts(seq)
                    && conversation.sender(seq) != user
                    && members.sees(user, seq)) {
                count++;
            }
        }
        return count;
    }
}
