/**
 * An instant-messaging system on minirpc: {@code Gochat} starts it. Gateways hold WebSockets, services decide, the
 * store keeps; a gateway meets a service only through the generated stubs of {@code api}. Start reading with
 * {@code docs/protocol.md} and {@code docs/delivery.md} of this module.
 */
@NullMarked
package io.minirpc.gochat;

import org.jspecify.annotations.NullMarked;
