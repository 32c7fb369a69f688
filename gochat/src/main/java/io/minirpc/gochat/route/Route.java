package io.minirpc.gochat.route;

/** A connection of a user, and the gateway that holds it. */
public record Route(String connection, String gateway) {}
