/**
 * Access tokens: {@code TokenSigner} makes them for the account service, {@code TokenVerifier} reads them at the
 * gateways.
 */
@NullMarked
package io.minirpc.gochat.token;

import org.jspecify.annotations.NullMarked;
