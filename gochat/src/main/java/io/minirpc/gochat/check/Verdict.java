package io.minirpc.gochat.check;

import java.util.List;
import java.util.Map;

/**
 * What the judge found.
 *
 * @param findings the first of each kind
 * @param counts how many there are of each kind
 * @param delays from the commit of a message, as far as it is known, to each open screen
 */
record Verdict(List<Finding> findings, Map<FindingKind, Integer> counts, Delays delays) {
    boolean isClean() {
        return counts.isEmpty();
    }
}
