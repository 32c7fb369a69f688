package io.minirpc.gochat.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait to be pushed, in one queue a conversation. One worker at a time takes from a queue: whoever added
 * the {@link Added#FIRST} message starts it, and it takes until nothing is left. Thread-safe.
 */
final class Lanes {
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_TAKEN = 100;

    enum Added {
        /** A worker has to be started. */
        FIRST,
        /** A worker is at work already. */
        WAITS,
        /** Too many wait; nothing was added. */
        FULL
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Map<String, Queue<CommittedMessage>> lanes = new HashMap<>();
    private int waiting;

    Added add(CommittedMessage message) {
        lock.lock();
        try {
            if (waiting == MAX_WAITING) {
                return Added.FULL;
            }
            waiting++;
            boolean first = !lanes.containsKey(message.conversation());
            lanes.computeIfAbsent(message.conversation(), id -> new ArrayDeque<>())
                    .add(message);
            return first ? Added.FIRST : Added.WAITS;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what comes next in a conversation; nothing means that the worker ends. */
    List<CommittedMessage> take(String conversation) {
        lock.lock();
        try {
            Queue<CommittedMessage> lane = lanes.getOrDefault(conversation, new ArrayDeque<>());
            List<CommittedMessage> taken = new ArrayList<>();
            while (!lane.isEmpty() && taken.size() < MAX_TAKEN) {
                taken.add(lane.remove());
            }
            waiting -= taken.size();
            if (taken.isEmpty()) {
                lanes.remove(conversation);
                signalIfEmpty();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void signalIfEmpty() {
        if (lanes.isEmpty()) {
            empty.signalAll();
        }
    }

    /** Waits until no worker is at work. */
    void awaitEmpty(Duration atMost) {
        long left = atMost.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            while (!lanes.isEmpty() && left > 0) {
                try {
                    left = empty.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    break;
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
