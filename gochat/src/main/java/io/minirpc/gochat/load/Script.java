package io.minirpc.gochat.load;

import java.io.IOException;
import java.util.List;

/** The course of a scenario. */
@FunctionalInterface
interface Script {
    /**
     * Plays a scenario to its end, when nothing is on its way any more.
     *
     * @return what was measured, beside latencies and counts
     * @throws IOException if the system does not answer
     */
    List<Figure> play(Stage stage) throws IOException, InterruptedException;
}
