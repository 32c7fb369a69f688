/** WebSockets and HTTP: connections, push windows, heartbeats, back-pressure. Knows no SQL. */
@NullMarked
package io.minirpc.gochat.gateway;

import org.jspecify.annotations.NullMarked;
