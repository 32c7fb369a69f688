/**
 * HTTP beside the WebSockets: {@code HttpApi} leads a request to the accounts, to health and metrics, or to the page.
 * Host and Origin were checked before.
 */
@NullMarked
package io.minirpc.gochat.gateway.http;

import org.jspecify.annotations.NullMarked;
