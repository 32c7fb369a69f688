package io.minirpc.gochat.check;

import io.minirpc.gochat.check.Finding.Evidence;
import io.minirpc.gochat.check.Invocations.Kind;

/** Turns events of a history into evidence. */
final class Witness {
    private final History history;

    Witness(History history) {
        this.history = history;
    }

    Evidence event(long at, ScreenLog screen, String what) {
        return new Evidence(at == Long.MAX_VALUE ? 0 : at / 1_000_000, screen.name, what);
    }

    Evidence asked(int number) {
        Invocations all = history.invocations();
        return event(
                all.invoked(number),
                history.screen(all.screen(number)),
                (all.kind(number) == Kind.TEXT ? "sends message " : "asks for change ") + number);
    }

    Evidence answered(int number) {
        Invocations all = history.invocations();
        ScreenLog screen = history.screen(all.screen(number));
        return switch (all.outcome(number)) {
            case SENT ->
                event(all.answered(number), screen, "is answered: seq " + all.seq(number) + ", id " + all.id(number));
            case REFUSED -> event(all.answered(number), screen, "is refused");
            case UNKNOWN -> event(all.invoked(number), screen, "gets no answer");
        };
    }

    Evidence firstSeen(ConversationLog conversation, int seq) {
        return event(
                conversation.firstSeen(seq),
                history.screen(conversation.firstScreen(seq)),
                "shows " + seq + ": " + what(conversation, seq));
    }

    Evidence shown(ScreenLog screen, ShownLog log, int index) {
        return event(log.at(index), screen, "shows " + log.seq(index));
    }

    /** Returns a message of a conversation in words. */
    String what(ConversationLog conversation, int seq) {
        int payload = conversation.payload(seq);
        String note = conversation.note(seq);
        String content = switch (payload) {
            case ConversationLog.FOREIGN -> "no message of this run";
            case ConversationLog.RECALLED -> "a recalled message";
            case ConversationLog.NOTE -> String.valueOf(note);
            default -> "message " + payload;
        };
        return content + " of " + history.userName(conversation.sender(seq)) + ", id " + conversation.messageId(seq);
    }
}
