package io.minirpc.benchmarks.load;

/** How calls are made: all of them on one connection, or on a pool of two. */
public enum Mode {
    SERIAL("serial", "one thread, each call waits for the one before"),
    THREADS("threads", "32 threads, each as in serial"),
    ASYNC("async", "64 calls in flight, each followed by another from its callback"),
    POOL("pool", "as async, on two connections");

    static final int THREAD_COUNT = 32;
    static final int IN_FLIGHT = 64;
    static final int CONNECTIONS = 2;

    private final String label;
    private final String description;

    Mode(String label, String description) {
        this.label = label;
        this.description = description;
    }

    public String label() {
        return label;
    }

    public String description() {
        return description;
    }
}
