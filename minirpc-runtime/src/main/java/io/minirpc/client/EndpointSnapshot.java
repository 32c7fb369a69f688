package io.minirpc.client;

import io.minirpc.balancer.Picker;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a service at a moment. Immutable.
 *
 * @param picker chooses among the endpoints that can take calls; null if there are no endpoints
 * @param members all endpoints
 */
record EndpointSnapshot(@Nullable Picker picker, List<Member> members) {
    /** Leads a call to an endpoint, and returns a connection to it; null if none is connected or about to be. */
    @Nullable
    ClientConnection lead(EndpointRoute route) {
        if (picker == null) {
            return null;
        }
        Member selected = route.takeSelected();
        Member picked = selected == null ? (Member) picker.pick(route.hash()) : selected;
        ClientConnection connection = picked.pool().pick();
        if (connection == null) {
            int first = ThreadLocalRandom.current().nextInt(members.size()); // it broke just now: whoever there is
            for (int i = 0; i < members.size() && connection == null; i++) {
                picked = members.get((first + i) % members.size());
                connection = picked.pool().pick();
            }
        }
        if (connection != null) {
            route.goTo(picked);
        }
        return connection;
    }

    /** Selects an endpoint for an attempt with the hash of its key; returns null if there is none. */
    @Nullable
    Selection select(int hash) {
        if (picker == null) {
            return null;
        }
        Member picked = (Member) picker.pick(hash);
        return new Selection(picked.pool().address(), hash, picked);
    }

    /** Returns why calls cannot be led anywhere. */
    String unavailable(String service) {
        if (members.isEmpty()) {
            return "no endpoint of " + service + " is registered (remedy: start a server, or wait for one)";
        }
        Member one = members.get(0);
        return "none of " + members.size() + " endpoints can be reached; "
                + one.endpoint().address() + ": " + one.pool().unavailable();
    }
}
