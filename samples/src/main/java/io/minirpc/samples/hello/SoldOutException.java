package io.minirpc.samples.hello;

import java.time.LocalTime;

/** Says that there is not enough of a cake, and when there will be: an exception that reaches the caller as itself. */
public final class SoldOutException extends Exception {
    private static final long serialVersionUID = 1;

    private final int left;
    private final LocalTime freshAt;

    public SoldOutException(String message, int left, LocalTime freshAt) {
        super(message);
        this.left = left;
        this.freshAt = freshAt;
    }

    /** Returns how many pieces there are. */
    public int getLeft() {
        return left;
    }

    /** Returns when the next cake comes out of the oven. */
    public LocalTime getFreshAt() {
        return freshAt;
    }
}
