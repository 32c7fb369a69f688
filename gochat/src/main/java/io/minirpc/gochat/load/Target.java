package io.minirpc.gochat.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A system under load. Not thread-safe. */
interface Target extends AutoCloseable {
    /** Returns what people call it, such as "one process on H2". */
    String name();

    /** Returns where clients connect. */
    List<URI> gateways();

    /** Returns whether the floors were set for it. */
    boolean hasFloors();

    /**
     * Returns users that nobody had before.
     *
     * @throws IOException if there are no more, or the server does not answer
     */
    List<LoadUser> users(int count) throws IOException, InterruptedException;

    /** Returns its processes, the first gateway first; none if they are not known. */
    List<TargetProcess> processes();

    /**
     * Ends the first gateway as kill -9 does.
     *
     * @return whether it could be ended; if not, its connections are there still
     * @throws IOException if it cannot be started again, where there is no other one
     */
    boolean endGateway() throws IOException;

    /**
     * Starts the first gateway anew, where that is possible, so that its memory has nothing of scenarios before.
     *
     * @throws IOException if it does not start
     */
    void renewGateway() throws IOException;

    /** Starts again what was ended. */
    void restore() throws IOException;

    @Override
    void close();
}
