package io.minirpc.gochat.check;

import java.util.BitSet;

/** Judges what one screen showed of one conversation while the run went on: order, holes, whose it was, and when. */
final class ScreenJudge {
    /** A device that lacks more than 1,000 messages begins with the newest 50. */
    private static final int SKIPPED = 950;

    private final ConversationLog conversation;
    private final Membership members;
    private final ScreenLog screen;
    private final ShownLog log;
    private final Findings findings;
    private final Witness witness;
    private final BitSet shown = new BitSet();
    private int base;

    ScreenJudge(
            ConversationLog conversation,
            Membership members,
            ScreenLog screen,
            ShownLog log,
            Findings findings,
            Witness witness) {
        this.conversation = conversation;
        this.members = members;
        this.screen = screen;
        this.log = log;
        this.findings = findings;
        this.witness = witness;
    }

    /** Finds what is wrong with the order, each kind once for the screen. */
    void judge() {
        boolean gap = false;
        int before = -1; // index of what was shown last since the start or the last reset
        for (int i = 0; i < log.size(); i++) {
            int seq = log.seq(i);
            if (seq == ShownLog.RESET) {
                shown.clear();
                before = -1;
                base = 0;
                continue;
            }
            if (shown.get(seq)) {
                twice(i);
            } else if (before >= 0 && seq < log.seq(before)) {
                findings.add(
                        FindingKind.ORDER,
                        conversation,
                        seq,
                        "shows " + seq + " after " + log.seq(before),
                        witness.shown(screen, log, before),
                        witness.shown(screen, log, i));
            } else if (!gap) {
                gap = findGap(before, i);
            }
            if (!members.sees(screen.user, seq)) {
                outsider(seq, log.at(i), "shows ");
            }
            shown.set(seq);
            before = before < 0 || seq > log.seq(before) ? i : before;
        }
        judgeReceived();
    }

    private void twice(int index) {
        int first = 0;
        while (log.seq(first) != log.seq(index)) {
            first++;
        }
        findings.add(
                FindingKind.DUPLICATED,
                conversation,
                log.seq(index),
                "shows " + log.seq(index) + " twice",
                witness.shown(screen, log, first),
                witness.shown(screen, log, index));
    }

    private boolean findGap(int before, int index) {
        int seq = log.seq(index);
        int from = before < 0 ? 0 : log.seq(before);
        int missing = 0;
        int first = 0;
        for (int i = from + 1; i < seq; i++) {
            if (members.sees(screen.user, i)) {
                missing++;
                first = first == 0 ? i : first;
            }
        }
        if (before < 0 && missing >= SKIPPED) {
            base = seq - 1;
            return false;
        }
        if (missing > 0) {
            findings.add(
                    FindingKind.GAP,
                    conversation,
                    first,
                    "shows " + seq + " without " + first + (missing > 1 ? " and " + (missing - 1) + " others" : ""),
                    before < 0
                            ? witness.event(screen.openSince(), screen, "is connected")
                            : witness.shown(screen, log, before),
                    witness.shown(screen, log, index));
        }
        return missing > 0;
    }

    private void judgeReceived() {
        Runs received = log.received();
        for (int i = 0; i < received.size(); i++) {
            for (int seq = received.first(i); seq <= received.last(i); seq++) {
                if (!shown.get(seq) && !members.sees(screen.user, seq)) {
                    outsider(seq, received.at(i), "is sent ");
                }
            }
        }
    }

    private void outsider(int seq, long at, String how) {
        int out = members.outAt(screen.user, seq);
        findings.add(
                FindingKind.OUTSIDER,
                conversation,
                seq,
                how + seq + (out > 0 ? " though its user was out from " + out + " on" : " though its user was not in"),
                witness.firstSeen(conversation, out > 0 ? out : seq),
                witness.event(at, screen, how + seq));
    }

    /** Finds what is missing at the end, above what a new device may leave out. */
    void judgeEnd() {
        int missing = 0;
        int first = 0;
        for (int seq = base + 1; seq <= conversation.head(); seq++) {
            if (!shown.get(seq) && members.sees(screen.user, seq) && conversation.isSeen(seq)) {
                missing++;
                first = first == 0 ? seq : first;
            }
        }
        if (missing > 0) {
            findings.add(
                    FindingKind.LOST,
                    conversation,
                    first,
                    screen.name + " lacks " + first + (missing > 1 ? " and " + (missing - 1) + " others" : ""),
                    witness.firstSeen(conversation, first),
                    witness.event(screen.openSince(), screen, "is connected since then, and does not show it"));
        }
    }

    /** Collects how long messages took to an open screen, and finds those that took longer than promised. */
    void judgeDelays(Delays delays, CommitTimes commits, long promise) {
        for (int i = 0; i < log.size(); i++) {
            int seq = log.seq(i);
            long committed = commits.latest(conversation, seq);
            if (seq == ShownLog.RESET || !screen.wasOpen(committed, log.at(i))) {
                continue;
            }
            long delay = log.at(i) - committed;
            delays.add(delay);
            if (delay > promise) {
                findings.add(
                        FindingKind.LATE,
                        conversation,
                        seq,
                        "shows " + seq + " " + delay / 1_000_000 + " ms after its commit (expected: at most "
                                + promise / 1_000_000 + " ms)",
                        witness.event(committed, screen, "is connected while " + seq + " is committed"),
                        witness.shown(screen, log, i));
            }
        }
    }
}
