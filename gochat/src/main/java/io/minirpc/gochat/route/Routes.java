package io.minirpc.gochat.route;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Which gateways hold the connections of which users. Thread-safe. Nothing that was promised depends on it: it makes
 * pushes fast.
 */
public interface Routes {
    /** Adds a connection; done when every later {@code find} sees it. */
    CompletionStage<Void> add(long user, Route route);

    /** Removes exactly this connection. */
    CompletionStage<Void> remove(long user, String connection);

    /** Returns the routes of those users that have any. */
    CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users);

    /**
     * Returns those of the users who are online. An implementation that outlives gateways leaves out the routes of
     * gateways that are gone.
     */
    default CompletionStage<Set<Long>> online(Collection<Long> users) {
        return find(users).thenApply(Map::keySet);
    }
}
