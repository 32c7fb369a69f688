package io.minirpc.server;

import io.minirpc.MethodDescriptor;
import java.net.SocketAddress;

/**
 * A listener to events of a server's connections; see {@link RpcServerBuilder#listener}. Methods are called on event
 * loops and must not block; what they throw is logged, and changes nothing.
 */
public interface ServerListener {
    /** Called when a connection was accepted, before its TLS handshake. */
    default void connectionAccepted(SocketAddress peer) {}

    /** Called when a connection was closed at once because of a limit. */
    default void connectionRefused(SocketAddress peer, String reason) {}

    /** Called when an accepted connection has ended. */
    default void connectionClosed(SocketAddress peer, String reason) {}

    /** Called when a peer has sent no frame, or one that is too long, before its connection is closed. */
    default void badFrame(SocketAddress peer, String reason) {}

    /** Called when a call was refused with RESOURCE_EXHAUSTED because of a limit. */
    default void callRejected(MethodDescriptor<?, ?> method, String reason) {}
}
