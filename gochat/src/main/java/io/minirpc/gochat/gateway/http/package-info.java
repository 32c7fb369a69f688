/**
 * HTTP beside the WebSockets: {@code HttpApi} answers the requests about accounts, {@code HttpGuard} decides whose
 * requests are served at all.
 */
@NullMarked
package io.minirpc.gochat.gateway.http;

import org.jspecify.annotations.NullMarked;
