package io.minirpc.gochat.route;

/**
 * The ways to users: who is where, which gateways have members of large groups, the bus to gateways, the conversations
 * that wait for those who are away, and the last messages of conversations.
 */
public record Routing(Routes routes, GroupGateways groups, Bus bus, Hints hints, HotCache hot) {
    /** Creates ways without hints and cache. */
    public Routing(Routes routes, GroupGateways groups, Bus bus) {
        this(routes, groups, bus, Hints.NONE);
    }

    /** Creates ways without a cache. */
    public Routing(Routes routes, GroupGateways groups, Bus bus, Hints hints) {
        this(routes, groups, bus, hints, HotCache.NONE);
    }

    /** Returns the same without the cache. */
    public Routing withoutHotCache() {
        return new Routing(routes, groups, bus, hints, HotCache.NONE);
    }
}
