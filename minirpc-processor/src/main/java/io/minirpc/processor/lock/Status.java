package io.minirpc.processor.lock;

/**
 * The status of a line.
 *
 * @param reason why a break was accepted here; empty where none was
 */
record Status(State state, String reason) {
    enum State {
        LIVE,
        /** Kept so that neither its number nor its name get another meaning. */
        GONE,
        /** Opened by {@code accept}: the next update takes what it finds. */
        OPEN
    }

    static final Status LIVE = new Status(State.LIVE, "");

    boolean isGone() {
        return state == State.GONE;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    Status as(State other) {
        return new Status(other, reason);
    }
}
