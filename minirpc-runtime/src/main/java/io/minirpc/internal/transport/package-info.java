/**
 * Frames and the connections that carry them; the only home of Netty channels. Shared by client and server, of no use
 * to anybody else. Start with {@link io.minirpc.internal.transport.Frame}, the header of everything that travels, then
 * {@link io.minirpc.internal.transport.Connection}, which reads frames from a channel and gathers those to be written.
 */
@NullMarked
package io.minirpc.internal.transport;

import org.jspecify.annotations.NullMarked;
