package io.minirpc.client;

import io.minirpc.balancer.Picker;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a service choose from until something changes. Immutable.
 *
 * @param picker chooses among the endpoints that can take calls; null where there are no endpoints
 * @param members all endpoints
 */
record Choice(@Nullable Picker picker, List<Member> members) {
    /** Leads a call to an endpoint, and returns a connection to it; null if none is connected or about to be. */
    @Nullable
    ClientConnection lead(Journey journey) {
        if (picker == null) {
            return null;
        }
        Member planned = journey.takePlan();
        Member picked = planned == null ? (Member) picker.pick(journey.hash()) : planned;
        ClientConnection connection = picked.target().pool().pick();
        if (connection == null) {
            int first = ThreadLocalRandom.current().nextInt(members.size()); // it broke just now: whoever there is
            for (int i = 0; i < members.size() && connection == null; i++) {
                picked = members.get((first + i) % members.size());
                connection = picked.target().pool().pick();
            }
        }
        if (connection != null) {
            journey.goesTo(picked);
        }
        return connection;
    }

    /** Plans a call's way to an endpoint, and returns that; null if there is none. */
    @Nullable
    Member plan(Journey journey) {
        if (picker == null) {
            return null;
        }
        Member picked = (Member) picker.pick(journey.hash());
        journey.plan(picked);
        return picked;
    }

    /** Says why calls cannot be led anywhere. */
    String unavailable(String service) {
        if (members.isEmpty()) {
            return "no endpoint of " + service + " is registered (remedy: start a server, or wait for one)";
        }
        Member one = members.get(0);
        return "none of " + members.size() + " endpoints can be reached; "
                + one.endpoint().address() + ": " + one.target().pool().unavailable();
    }
}
