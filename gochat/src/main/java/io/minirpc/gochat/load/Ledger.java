package io.minirpc.gochat.load;

import io.minirpc.gochat.check.Readback;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages of a scenario: when each was planned, and what became of it. Latencies count from the planned moment,
 * whenever the message left. Thread-safe.
 */
final class Ledger {
    final Latencies answers = new Latencies("answer");
    final Latencies deliveries = new Latencies("delivery");
    final LongAdder answered = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder unsent = new LongAdder();
    final AtomicInteger unanswered = new AtomicInteger();
    final AtomicInteger planned = new AtomicInteger();

    private final Readback readback;
    private final AtomicLongArray moments;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private volatile long from = System.nanoTime();
    private volatile boolean isMeasuring;
    private volatile long lastAnswer;
    private volatile long lastDelivery;

    /** @param capacity how many messages are planned at most */
    Ledger(Readback readback, int capacity) {
        this.readback = readback;
        moments = new AtomicLongArray(capacity);
    }

    /** Measures messages that are planned from a moment on. Those before only warm up the servers. */
    void measureFrom(long moment) {
        from = moment;
        isMeasuring = true;
    }

    private boolean isMeasured(int number) {
        return isMeasuring && moments.get(number) - from >= 0;
    }

    /** Returns the moment from which on messages are measured. */
    long from() {
        return from;
    }

    /** Logs a message that is about to be sent; returns its number. */
    int plan(int sender, Room room, long moment) {
        int number = readback.sends(sender, room.id);
        moments.set(number, moment);
        planned.incrementAndGet();
        unanswered.incrementAndGet();
        return number;
    }

    String content(int number) {
        return readback.content(number);
    }

    void answered(int number, Sent sent, long now) {
        readback.sent(number, sent.seq(), sent.messageId());
        if (isMeasured(number)) {
            answers.record(now - moments.get(number));
            lastAnswer = now;
        }
        answered.increment();
        unanswered.decrementAndGet();
    }

    /** Logs an error; what it means for the message is unknown where it is temporary. */
    void refused(int number, ErrorCode code, boolean temporary) {
        if (!temporary) {
            readback.refused(number, code.name());
        }
        synchronized (refusals) {
            refusals.merge(code.name(), 1, Integer::sum);
        }
        unanswered.decrementAndGet();
    }

    /** Logs that the connection was lost before there was an answer. */
    void unknown() {
        unknown.increment();
        unanswered.decrementAndGet();
    }

    /** Logs that a message did not leave, since its device was away or its connection took nothing more. */
    void unsent() {
        unsent.increment();
        unanswered.decrementAndGet();
    }

    /** Logs a text that a device had not shown before. */
    void delivered(String content, long now) {
        int number = number(content);
        if (number >= 0 && number < moments.length()) {
            delivered.increment();
            if (isMeasured(number)) {
                deliveries.record(now - moments.get(number));
                lastDelivery = now;
            }
        }
    }

    /** Returns the number in a content; the read-back compares contents character by character. */
    private static int number(String content) {
        int space = content.indexOf(' ');
        int number = 0;
        for (int i = space + 1; i < content.length() && i - space < 10; i++) {
            int digit = content.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return i > space + 1 ? number : -1;
            }
            number = number * 10 + digit;
        }
        return -1;
    }

    /** Returns when the last answer came, as {@link System#nanoTime}. */
    long lastAnswer() {
        return lastAnswer;
    }

    long lastDelivery() {
        return lastDelivery;
    }

    /** Returns how many messages were answered by an error, by its code. */
    Map<String, Integer> refusals() {
        synchronized (refusals) {
            return new TreeMap<>(refusals);
        }
    }
}
