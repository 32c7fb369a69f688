package io.minirpc.client;

import io.minirpc.MethodDescriptor;

/**
 * Hears what happens to a client's connections; {@link RpcClientBuilder#listener} takes it. What happens to single
 * calls is not said here, except where a caller cannot see it. Methods are called on event loops and must not block;
 * what they throw is logged, and changes nothing. Addresses are host and port, or a name in this process.
 */
public interface ClientListener {
    /** Says that a connection is ready for calls, and how those of the client travel on it at first. */
    default void connectionReady(String address, WireFormat format) {}

    /** Says that a connection that was ready has ended, and why. */
    default void connectionEnded(String address, String reason) {}

    /** Says that an attempt to connect came to nothing, TLS and hello included, and why. */
    default void connectFailed(String address, String reason) {}

    /** Says that a server takes no more calls on a connection, since it is shutting down. */
    default void serverDraining(String address) {}

    /** Says that a call was not sent to a server, since its connection had ended, and goes to another instead. */
    default void callMoved(String address, MethodDescriptor<?, ?> method) {}

    /** Says that a frame came that no call waits for: most often the answer to one that has timed out. */
    default void strayFrame(String address) {}
}
