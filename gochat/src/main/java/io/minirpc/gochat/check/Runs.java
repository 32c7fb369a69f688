package io.minirpc.gochat.check;

/** Seqs in the order in which they came, kept as runs of consecutive ones. Not thread-safe. */
final class Runs {
    private final IntList firsts = new IntList();
    private final IntList lasts = new IntList();
    private final LongList times = new LongList();

    void add(int seq, long now) {
        int end = lasts.size() - 1;
        if (end >= 0 && seq == lasts.get(end) + 1) {
            lasts.set(end, seq, 0);
            times.set(end, now, 0);
        } else if (end < 0 || seq < firsts.get(end) || seq > lasts.get(end)) {
            firsts.add(seq);
            lasts.add(seq);
            times.add(now);
        }
    }

    int size() {
        return firsts.size();
    }

    int first(int index) {
        return firsts.get(index);
    }

    int last(int index) {
        return lasts.get(index);
    }

    /** Returns when the last seq of a run came. */
    long at(int index) {
        return times.get(index);
    }
}
