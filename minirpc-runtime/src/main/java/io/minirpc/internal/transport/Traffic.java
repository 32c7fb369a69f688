package io.minirpc.internal.transport;

import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of all connections of a client or a server, once for each read and each write. Thread-safe. */
public final class Traffic {
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();

    void received(int bytes) {
        in.add(bytes);
    }

    void sent(int bytes) {
        out.add(bytes);
    }

    /** Returns how many bytes have come in. */
    public long bytesIn() {
        return in.sum();
    }

    /** Returns how many bytes were written. */
    public long bytesOut() {
        return out.sum();
    }
}
