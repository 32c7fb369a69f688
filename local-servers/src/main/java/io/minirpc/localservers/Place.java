package io.minirpc.localservers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The place of a server: the address it listens on, and the words before its command, such as {@code ip netns exec
 * NAME} for a network namespace. Beyond loopback a server still has no password, so other machines must not reach the
 * address.
 *
 * @param host the address of one device; an {@link IllegalArgumentException} refuses those that stand for all
 * @param prefix the words before the command
 */
public record Place(String host, List<String> prefix) {
    private static final Set<String> ALL_DEVICES = Set.of("", "0.0.0.0", "::", "[::]", "*");

    /** The loopback address of this machine. */
    public static final Place LOOPBACK = new Place("127.0.0.1", List.of());

    /** Checks the address. */
    public Place {
        if (ALL_DEVICES.contains(host)) {
            throw new IllegalArgumentException("host: \"" + host + "\" (expected: the address of one device)");
        }
        prefix = List.copyOf(prefix);
    }

    /** Returns a command as it is started in this place. */
    public List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Returns whether no other machine can reach the address. */
    boolean isLoopback() {
        return host.startsWith("127.");
    }
}
