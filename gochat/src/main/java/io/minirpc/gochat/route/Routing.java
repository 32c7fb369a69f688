package io.minirpc.gochat.route;

/** The ways to users: who is where, which gateways have members of large groups, and the bus to gateways. */
public record Routing(Routes routes, GroupGateways groups, Bus bus) {}
