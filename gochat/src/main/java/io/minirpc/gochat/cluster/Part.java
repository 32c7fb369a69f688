package io.minirpc.gochat.cluster;

import java.io.IOException;

/** A process of the cluster. Thread-safe where each part is used by one thread at a time. */
public interface Part {
    /** Returns what people call it, such as "gateway 2". */
    String name();

    /** Returns where it is to be found, such as {@code http://127.0.0.1:21080/}. */
    String address();

    /** Ends the process as kill -9 does, and waits until it is gone. */
    void kill();

    /** Freezes the process: connections stay and can still be made, but nothing is answered (SIGSTOP). */
    void stop() throws IOException;

    /** Lets a frozen process go on (SIGCONT). */
    void cont() throws IOException;

    /**
     * Starts the process again on its port with what it had on disk, after killing it if need be, and waits until it
     * answers.
     */
    void restart() throws IOException;
}
