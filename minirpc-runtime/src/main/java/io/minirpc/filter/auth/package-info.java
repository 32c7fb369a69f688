/**
 * Authentication: {@link io.minirpc.filter.auth.TokenFilter} sends tokens on a client,
 * {@link io.minirpc.filter.auth.AuthenticationFilter} verifies them on a server.
 */
@NullMarked
package io.minirpc.filter.auth;

import org.jspecify.annotations.NullMarked;
