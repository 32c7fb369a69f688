package io.minirpc.internal.transport;

/** A frame as a connection would hand it over. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record TestFrame(int codec, int type, int seq, byte[] bytes, int offset, int length) implements FrameView {
    /** Returns a request with the body in a part of an array. */
    public static TestFrame request(int codec, byte[] bytes, int offset, int length) {
        return new TestFrame(codec, Frame.REQUEST, 1, bytes, offset, length);
    }

    /** Returns a request with the body in an array of its own. */
    public static TestFrame request(int codec, byte[] body) {
        return request(codec, body, 0, body.length);
    }
}
