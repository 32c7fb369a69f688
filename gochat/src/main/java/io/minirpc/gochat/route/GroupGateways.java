package io.minirpc.gochat.route;

import java.util.Collection;
import java.util.concurrent.CompletionStage;

/**
 * Which gateways have members of which groups, for groups whose members are too many to be looked up for each message.
 * Thread-safe. Changes of one gateway take effect in the order in which they were asked for. Nothing that was promised
 * depends on it: it makes pushes fast.
 */
public interface GroupGateways {
    /** Adds a gateway to groups; done when every later {@code find} sees it. Does nothing where it is there. */
    CompletionStage<Void> add(Collection<String> groups, String gateway);

    /** Removes a gateway from groups. */
    CompletionStage<Void> remove(Collection<String> groups, String gateway);

    /** Returns the gateways of a group. */
    CompletionStage<Collection<String>> find(String group);
}
