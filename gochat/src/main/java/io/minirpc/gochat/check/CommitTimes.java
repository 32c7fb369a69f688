package io.minirpc.gochat.check;

import io.minirpc.gochat.check.Invocations.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * When messages were committed, as far as anybody outside knows: after they were asked for, and at the latest when the
 * answer came, or the first sight.
 */
final class CommitTimes {
    private final Map<Integer, LongList> requests = new HashMap<>();
    private final Map<Integer, LongList> answers = new HashMap<>();

    CommitTimes(History history) {
        Invocations all = history.invocations();
        for (int number = 0; number < all.size(); number++) {
            ConversationLog conversation = history.conversation(all.conversation(number));
            int seq = all.seq(number);
            if (all.outcome(number) == Outcome.SENT && seq >= 1 && seq <= conversation.head()) {
                requests.computeIfAbsent(conversation.index, key -> new LongList())
                        .set(seq, all.invoked(number), Long.MIN_VALUE);
                answers.computeIfAbsent(conversation.index, key -> new LongList())
                        .set(seq, all.answered(number), Long.MAX_VALUE);
            }
        }
    }

    /** Returns the earliest time of a commit; {@link Long#MIN_VALUE} where nobody knows. */
    long earliest(ConversationLog conversation, int seq) {
        LongList times = requests.get(conversation.index);
        return times == null ? Long.MIN_VALUE : times.get(seq, Long.MIN_VALUE);
    }

    /** Returns the latest time of a commit; {@link Long#MAX_VALUE} for what was never seen. */
    long latest(ConversationLog conversation, int seq) {
        LongList times = answers.get(conversation.index);
        long answered = times == null ? Long.MAX_VALUE : times.get(seq, Long.MAX_VALUE);
        return Math.min(answered, conversation.firstSeen(seq));
    }
}
