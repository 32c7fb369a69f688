package io.minirpc.internal.transport;

/**
 * A frame that has arrived. Its body is a part of an array that the connection uses again: copy what is needed after
 * {@link FrameHandler#frame} returns. Owned by the connection's event loop.
 */
public interface FrameView {
    /** Returns the codec of the body, such as {@link Frame#NATIVE}. */
    int codec();

    /** Returns the type, such as {@link Frame#REQUEST}. */
    int type();

    /** Returns the sequence number, an unsigned integer. */
    int seq();

    /** Returns the array that holds the body; not to be written to. */
    byte[] bytes();

    /** Returns the index of the body's first byte in {@link #bytes}. */
    int offset();

    /** Returns the length of the body in bytes. */
    int length();
}
