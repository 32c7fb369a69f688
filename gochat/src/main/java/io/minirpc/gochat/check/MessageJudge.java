package io.minirpc.gochat.check;

import io.minirpc.gochat.check.ConversationLog.Sighting;
import io.minirpc.gochat.check.Invocations.Kind;
import io.minirpc.gochat.check.Invocations.Outcome;
import java.util.HashMap;
import java.util.Map;

/** Judges what was committed: the messages of each conversation against what was asked and answered. */
final class MessageJudge {
    private final History history;
    private final Invocations invocations;
    private final Findings findings;
    private final Witness witness;

    /** By number of the invocation, the conversation and the seq at which its payload was first found, or 0. */
    private final int[] foundIn;

    private final int[] foundAt;

    MessageJudge(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
        invocations = history.invocations();
        witness = new Witness(history);
        foundIn = new int[invocations.size()];
        foundAt = new int[invocations.size()];
    }

    void judge() {
        for (ConversationLog conversation : history.conversations()) {
            findOdd(conversation);
            for (int seq = 1; seq <= conversation.head(); seq++) {
                if (conversation.isSeen(seq)) {
                    judgeMessage(conversation, seq);
                } else {
                    findings.add(
                            FindingKind.GAP,
                            conversation,
                            seq,
                            "nobody has seen " + seq + ", though there is " + conversation.head(),
                            witness.firstSeen(conversation, nextSeen(conversation, seq)));
                }
            }
            judgeOrder(conversation);
        }
        for (int number = 0; number < invocations.size(); number++) {
            judgeAnswer(number);
        }
    }

    private static int nextSeen(ConversationLog conversation, int seq) {
        int next = seq;
        while (!conversation.isSeen(next)) {
            next++;
        }
        return next;
    }

    private void findOdd(ConversationLog conversation) {
        for (Sighting odd : conversation.odd()) {
            ScreenLog screen = history.screen(odd.screen());
            if (odd.seq() == 0 || conversation.firstScreen(odd.seq()) == odd.screen()) {
                findings.add(
                        FindingKind.INVENTED,
                        conversation,
                        odd.seq(),
                        "a message that makes no sense",
                        witness.event(odd.at(), screen, "gets " + odd.message()));
            } else {
                findings.add(
                        FindingKind.DISAGREE,
                        conversation,
                        odd.seq(),
                        "two messages under seq " + odd.seq(),
                        witness.firstSeen(conversation, odd.seq()),
                        witness.event(odd.at(), screen, "gets " + describe(odd)));
            }
        }
        for (Sighting recalled : conversation.recalledByNobody()) {
            findings.add(
                    FindingKind.INVENTED,
                    conversation,
                    recalled.seq(),
                    "recalled, though nobody recalled it",
                    witness.event(recalled.at(), history.screen(recalled.screen()), "shows it as recalled"));
        }
    }

    private String describe(Sighting odd) {
        int payload = history.payloads().read(odd.message().content());
        return (payload >= 0 ? "message " + payload : odd.message().type()) + " of "
                + history.userName(history.userNumber(odd.message().from())) + ", id "
                + odd.message().id();
    }

    private void judgeMessage(ConversationLog conversation, int seq) {
        int payload = conversation.payload(seq);
        if (payload == ConversationLog.FOREIGN || payload >= invocations.size()) {
            invented(conversation, seq, "nobody sent it");
        } else if (payload >= 0) {
            judgePayload(conversation, seq, payload);
        }
    }

    private void invented(ConversationLog conversation, int seq, String text, Finding.Evidence... more) {
        Finding.Evidence[] evidence = new Finding.Evidence[more.length + 1];
        System.arraycopy(more, 0, evidence, 0, more.length);
        evidence[more.length] = witness.firstSeen(conversation, seq);
        findings.add(FindingKind.INVENTED, conversation, seq, text, evidence);
    }

    private void judgePayload(ConversationLog conversation, int seq, int number) {
        if (invocations.conversation(number) != conversation.index) {
            invented(conversation, seq, "it was sent to another conversation", witness.asked(number));
        } else if (history.screen(invocations.screen(number)).user != conversation.sender(seq)) {
            invented(conversation, seq, "somebody else sent it", witness.asked(number));
        } else if (invocations.outcome(number) == Outcome.REFUSED) {
            invented(conversation, seq, "it was refused", witness.asked(number), witness.answered(number));
        } else if (foundAt[number] != 0) {
            findings.add(
                    FindingKind.DUPLICATED,
                    conversation,
                    seq,
                    "message " + number + " was committed twice, as " + foundAt[number] + " and as " + seq,
                    witness.firstSeen(history.conversation(foundIn[number]), foundAt[number]),
                    witness.firstSeen(conversation, seq));
        } else {
            foundIn[number] = conversation.index;
            foundAt[number] = seq;
        }
    }

    /** Whoever sends after an answer, or after his own earlier message, gets a higher seq. */
    private void judgeOrder(ConversationLog conversation) {
        Map<Integer, Integer> ofScreen = new HashMap<>();
        int latest = -1; // the message below this seq that was asked for last
        for (int seq = 1; seq <= conversation.head(); seq++) {
            int number = conversation.isSeen(seq) ? conversation.payload(seq) : -1;
            if (number < 0 || number >= invocations.size() || foundAt[number] != seq) {
                continue;
            }
            if (latest >= 0 && invocations.answered(number) < invocations.invoked(latest)) {
                findings.add(
                        FindingKind.SENDER_ORDER,
                        conversation,
                        seq,
                        "message " + number + " was answered before message " + latest
                                + " was sent, and stands behind it",
                        witness.answered(number),
                        witness.asked(latest));
            }
            Integer before = ofScreen.put(invocations.screen(number), number);
            if (before != null && before > number) {
                findings.add(
                        FindingKind.SENDER_ORDER,
                        conversation,
                        seq,
                        "message " + number + " was sent before message " + before + ", and stands behind it",
                        witness.asked(number),
                        witness.asked(before),
                        witness.firstSeen(conversation, seq));
            }
            if (latest < 0 || invocations.invoked(number) > invocations.invoked(latest)) {
                latest = number;
            }
        }
    }

    private void judgeAnswer(int number) {
        if (invocations.outcome(number) != Outcome.SENT) {
            return;
        }
        ConversationLog conversation = history.conversation(invocations.conversation(number));
        int seq = invocations.seq(number);
        boolean text = invocations.kind(number) == Kind.TEXT;
        if (seq < 1 || !conversation.isSeen(seq)) {
            findings.add(
                    FindingKind.LOST,
                    conversation,
                    seq,
                    "nobody has it, though it was answered",
                    witness.asked(number),
                    witness.answered(number));
        } else if (conversation.messageId(seq) != invocations.id(number)
                || (text && !holds(conversation.payload(seq), number))) {
            findings.add(
                    FindingKind.ANSWER,
                    conversation,
                    seq,
                    "the answer names another message than " + seq,
                    witness.asked(number),
                    witness.answered(number),
                    witness.firstSeen(conversation, seq));
        }
    }

    private static boolean holds(int payload, int number) {
        return payload == number || payload == ConversationLog.RECALLED;
    }
}
