package io.minirpc.gochat.token;

/**
 * The claims of a valid access token.
 *
 * @param user the id of the user
 * @param session the id of the session, which may have ended since
 * @param expiresMs when the token ends, in UTC milliseconds
 */
public record AccessClaims(long user, long session, long expiresMs) {}
