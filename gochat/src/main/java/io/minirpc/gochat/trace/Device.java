package io.minirpc.gochat.trace;

/** A device of a user, as it names itself. */
public record Device(long user, String name) {}
