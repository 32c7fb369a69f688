package io.minirpc.gochat.token;

/**
 * What a valid access token says.
 *
 * @param user the id of the user
 * @param session the id of the session, which may have ended since
 * @param expiresMs when the token ends, in UTC milliseconds
 */
public record AccessClaims(long user, long session, long expiresMs) {}
