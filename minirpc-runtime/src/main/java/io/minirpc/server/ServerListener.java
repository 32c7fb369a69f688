package io.minirpc.server;

import io.minirpc.MethodDescriptor;
import java.net.SocketAddress;

/**
 * Hears what happens to a server's connections; {@link RpcServer.Builder#listener} takes it. Methods are called on
 * event loops and must not block; what they throw is logged, and changes nothing.
 */
public interface ServerListener {
    /** Says that a connection was accepted; where there is TLS, its handshake is still to come. */
    default void connectionAccepted(SocketAddress peer) {}

    /** Says that a connection was closed at once, since there are too many, and which limit it was. */
    default void connectionRefused(SocketAddress peer, String reason) {}

    /** Says that a connection that was accepted has ended, and why. */
    default void connectionClosed(SocketAddress peer, String reason) {}

    /** Says that a peer has sent what is no frame, or one that is too long; its connection is closed next. */
    default void badFrame(SocketAddress peer, String reason) {}

    /** Says that a call was refused with RESOURCE_EXHAUSTED, and which limit it was. */
    default void callRejected(MethodDescriptor<?, ?> method, String reason) {}
}
