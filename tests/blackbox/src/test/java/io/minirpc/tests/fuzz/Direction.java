package io.minirpc.tests.fuzz;

import java.util.Random;

/** One way to bring texts and bodies to an implementation. Used by one thread. */
interface Direction {
    /** Returns a name to replay a round by. */
    String name();

    /**
     * Does one round, all of whose choices come from the random numbers.
     *
     * @return how many calls or bodies it had
     * @throws Exception or an AssertionError, that says what went wrong and by which input
     */
    int round(Random random) throws Exception;

    /** Fails unless no call is counted any more and every connection is the one that it was at the start. */
    void settle() throws Exception;

    /** Settles, and closes what was opened. */
    void close() throws Exception;
}
