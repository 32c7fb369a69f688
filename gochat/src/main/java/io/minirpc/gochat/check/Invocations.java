package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.Ids;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The log of everything that was asked to be committed: messages and changes of groups. An invocation is known by its
 * number, which counts from 0; one without an answer has an unknown outcome. Thread-safe.
 */
final class Invocations {
    /** What is committed. */
    enum Kind {
        TEXT,
        CHANGE
    }

    /** What the server answered. */
    enum Outcome {
        UNKNOWN,
        SENT,
        REFUSED
    }

    private final IntList conversations = new IntList();
    private final IntList screens = new IntList();
    private final BitSet changes = new BitSet();
    private final BitSet sent = new BitSet();
    private final BitSet refused = new BitSet();
    private final LongList invoked = new LongList();
    private final LongList answered = new LongList();
    private final IntList seqs = new IntList();
    private final LongList ids = new LongList();
    private final Map<String, Integer> refusals = new HashMap<>();

    /** Logs a request before it leaves, and returns its number. */
    synchronized int invoke(Kind kind, int conversation, int screen, long now) {
        int number = conversations.size();
        conversations.add(conversation);
        screens.add(screen);
        changes.set(number, kind == Kind.CHANGE);
        invoked.add(now);
        answered.add(Long.MAX_VALUE);
        seqs.add(0);
        ids.add(0);
        return number;
    }

    /** Logs that the server said that it is committed. */
    synchronized void sent(int number, long seq, String messageId, long now) {
        sent.set(number);
        answered.set(number, now, 0);
        seqs.set(number, (int) Math.min(seq, Integer.MAX_VALUE), 0);
        ids.set(number, Ids.parse(messageId), 0);
    }

    /** Logs that the server refused it for good. */
    synchronized void refused(int number, String code, long now) {
        refused.set(number);
        answered.set(number, now, 0);
        refusals.merge(code, 1, Integer::sum);
    }

    synchronized int size() {
        return conversations.size();
    }

    synchronized int count(Kind kind, Outcome outcome) {
        int count = 0;
        for (int number = 0; number < size(); number++) {
            if (outcome(number) == outcome && kind(number) == kind) {
                count++;
            }
        }
        return count;
    }

    /** Returns from asking to the answer that it is committed, for whatever was. */
    synchronized Delays delays() {
        Delays delays = new Delays();
        for (int number = 0; number < size(); number++) {
            if (outcome(number) == Outcome.SENT) {
                delays.add(answered(number) - invoked(number));
            }
        }
        return delays;
    }

    /** Returns how many were refused, by the code of the error. */
    synchronized Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    synchronized Kind kind(int number) {
        return changes.get(number) ? Kind.CHANGE : Kind.TEXT;
    }

    synchronized Outcome outcome(int number) {
        if (sent.get(number)) {
            return Outcome.SENT;
        }
        return refused.get(number) ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    synchronized int conversation(int number) {
        return conversations.get(number);
    }

    synchronized int screen(int number) {
        return screens.get(number);
    }

    synchronized long invoked(int number) {
        return invoked.get(number);
    }

    /** Returns when it was answered; {@link Long#MAX_VALUE} if it was not. */
    synchronized long answered(int number) {
        return answered.get(number);
    }

    synchronized int seq(int number) {
        return seqs.get(number);
    }

    synchronized long id(int number) {
        return ids.get(number);
    }
}
