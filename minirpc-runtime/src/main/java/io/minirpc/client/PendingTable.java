package io.minirpc.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a response, by seq. Seqs are chosen so that each has a place of its own in the array, at its
 * lowest bits: no look-up ever searches, and a seq that is in use is never given again, even after all 2^32 were. Owned
 * by one event loop, so without locks.
 */
final class PendingTable {
    private static final int INITIAL_CAPACITY = 64;
    private static final int MAX_CAPACITY = 1 << 21;

    private @Nullable PendingCall[] calls = new PendingCall[INITIAL_CAPACITY];
    private int size;
    private int lastSeq;

    /** Creates a table whose first seq follows a given one. */
    PendingTable(int lastSeq) {
        this.lastSeq = lastSeq;
    }

    int size() {
        return size;
    }

    /** Takes a call in and gives it a seq; returns false if there are too many calls. */
    boolean add(PendingCall call) {
        if (size >= calls.length / 2 && !grow()) {
            return false;
        }
        int mask = calls.length - 1;
        int seq = lastSeq + 1;
        while (calls[seq & mask] != null) {
            seq++;
        }
        lastSeq = seq;
        call.seq = seq;
        calls[seq & mask] = call;
        size++;
        return true;
    }

    /** Returns the call with a seq, or null if there is none. */
    @Nullable
    PendingCall find(int seq) {
        PendingCall call = calls[seq & calls.length - 1];
        return call != null && call.seq == seq ? call : null;
    }

    /** Removes and returns the call with a seq, or returns null if there is none. */
    @Nullable
    PendingCall remove(int seq) {
        PendingCall call = find(seq);
        if (call != null) {
            calls[seq & calls.length - 1] = null;
            size--;
        }
        return call;
    }

    /** Removes a call; returns false if it is not there. */
    boolean remove(PendingCall call) {
        int index = call.seq & calls.length - 1;
        if (calls[index] != call) {
            return false;
        }
        calls[index] = null;
        size--;
        return true;
    }

    /** Returns all calls, in no order. */
    List<PendingCall> all() {
        List<PendingCall> all = new ArrayList<>(size);
        for (PendingCall call : calls) {
            if (call != null) {
                all.add(call);
            }
        }
        return all;
    }

    /** Doubles the array: seqs that differ in their lowest bits differ in one bit more. */
    private boolean grow() {
        if (calls.length == MAX_CAPACITY) {
            return false;
        }
        @Nullable PendingCall[] larger = new PendingCall[calls.length * 2];
        for (PendingCall call : calls) {
            if (call != null) {
                larger[call.seq & larger.length - 1] = call;
            }
        }
        calls = larger;
        return true;
    }
}
