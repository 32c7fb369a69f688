package io.minirpc.gochat.gateway;

/**
 * Whose connection it is.
 *
 * @param id the session's id
 */
record Session(long user, long id, String device) {}
