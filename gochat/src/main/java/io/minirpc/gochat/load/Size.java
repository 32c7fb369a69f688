package io.minirpc.gochat.load;

/**
 * How large a scenario is. What a scenario has not is 0.
 *
 * @param connections of all devices together
 * @param rate messages in a second
 * @param seconds how long they are sent, or connections stay idle
 * @param groups how many groups there are
 * @param members of each group
 */
record Size(int connections, int rate, int seconds, int groups, int members) {
    int messages() {
        return rate * seconds;
    }

    /** Returns whether each part is at least as large as in another size, so that floors of that one can be asked. */
    boolean isAtLeast(Size other) {
        return connections >= other.connections
                && rate >= other.rate
                && seconds >= other.seconds
                && groups >= other.groups
                && members >= other.members;
    }
}
