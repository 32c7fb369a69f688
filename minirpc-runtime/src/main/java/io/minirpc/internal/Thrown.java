package io.minirpc.internal;

/** Looks at what users' code has thrown, whose own methods may throw as well. */
public final class Thrown {
    private Thrown() {}

    /** Returns what a throwable says of itself, or the name of its class where it fails to. */
    public static String describe(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (Throwable e) {
            return thrown.getClass().getName();
        }
    }
}
