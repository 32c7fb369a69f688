/**
 * The side that calls. Start with {@link io.minirpc.client.RpcClient}, which generated stubs call through. It makes a
 * {@code PendingCall} and gives it to its {@code ClientConnection}, which writes it and keeps it in a
 * {@code PendingTable} until the response, the deadline or the end of the connection.
 */
@NullMarked
package io.minirpc.client;

import org.jspecify.annotations.NullMarked;
