package io.minirpc.gochat.load;

import java.util.Locale;

/**
 * The size of a scenario; 0 for a part that it does not have.
 *
 * @param connections of all devices together
 * @param rate messages in a second; where none are sent, connections in a second
 * @param warmUp for how many seconds messages rise to the rate, or connections come and go, before anything is measured
 * @param seconds how long they are sent, or connections stay idle
 * @param groups how many groups there are
 * @param members of each group
 */
record Size(int connections, int rate, int warmUp, int seconds, int groups, int members) {
    int messages() {
        return rate * seconds;
    }

    /** Returns how many messages are sent before those that are measured. */
    int warmUpMessages() {
        return Pacer.risingSteps(rate, warmUp);
    }

    /** Returns the size in words, such as "1,000 connections, 310/s for 30 s, 10 groups of 100". */
    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d connections", connections));
        if (rate > 0) {
            text.append(String.format(Locale.ROOT, ", %,d/s", rate));
        }
        if (seconds > 0) {
            text.append(rate > 0 ? " for " : ", ").append(seconds).append(" s");
        }
        if (groups > 0) {
            text.append(String.format(Locale.ROOT, ", %,d groups of %,d", groups, members));
        }
        return text.toString();
    }

    /**
     * Returns whether each part is at least as large as in another size, so that floors of that one can be asked. The
     * warm-up does not count: a shorter one makes it harder.
     */
    boolean isAtLeast(Size other) {
        return connections >= other.connections
                && rate >= other.rate
                && seconds >= other.seconds
                && groups >= other.groups
                && members >= other.members;
    }
}
