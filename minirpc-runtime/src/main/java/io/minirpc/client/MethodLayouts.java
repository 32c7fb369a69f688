package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.Internals;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameView;
import java.util.HashSet;
import java.util.Set;

/**
 * The methods of one connection that the server knows by their ids, and those that it does not know so: it may have
 * them in another layout, so they are called in BINARY, by names. A native call of a method that was not answered yet
 * keeps its arguments, for the server may not know it. Owned by the connection's event loop, except {@link #abilities}.
 */
final class MethodLayouts {
    /** The reason of a failure of a call whose reply would be read by other numbers, perhaps. */
    static final String MIXED = "the response to a request in BINARY is native, and the method's layout there unknown";

    private static final int NONE = 0;
    private static final int MAX_KNOWN = 1 << 10;
    private static final int MAX_NAMED = 1 << 10;

    /**
     * Ids of methods that the server knows, each at the index of its lowest bits, so that no look-up searches. A method
     * that lost its place to another keeps the arguments of a call once more.
     */
    private long[] known = new long[1];

    /** The ids of methods that are called by name; replaced, never changed. */
    private volatile Set<Long> named = Set.of();

    /** Returns the abilities of the server for calls of a method, on any thread. */
    ServerAbilities abilities(ServerAbilities server, MethodDescriptor<?, ?> method) {
        Set<Long> present = named;
        return present.isEmpty() || !present.contains(method.id()) ? server : server.withoutNative();
    }

    /** Returns whether the server has answered a native call of a method. */
    boolean areKnown(MethodDescriptor<?, ?> method) {
        return known[index(method.id())] == method.id();
    }

    /**
     * Learns from the response to a call. Returns whether the call has to be made by name: the server has no method of
     * its id, and nothing ran.
     */
    boolean learn(PendingCall call, Envelope form, FrameView frame) {
        if (!call.isEncoded() || form.codec() != Frame.NATIVE) {
            return false; // its layout is known, or it was called by name
        }
        try {
            return learn(call.method(), form, frame);
        } catch (CodecException e) {
            return false; // whoever waits for the call is told
        }
    }

    private boolean learn(MethodDescriptor<?, ?> method, Envelope form, FrameView frame) {
        StatusCode code = form.readStatus(frame.bytes(), frame.offset(), frame.length());
        if (code == StatusCode.OK) {
            know(method);
        }
        boolean isUnknown = code == StatusCode.UNIMPLEMENTED
                && form.readResponse(frame.bytes(), frame.offset(), frame.length())
                        .notExecuted();
        if (isUnknown) {
            addNamed(method.id());
        }
        return isUnknown;
    }

    /**
     * Returns whether the response to a call in another form is native although numbers might have another meaning at
     * the server.
     */
    static boolean isMixed(PendingCall call, Envelope form) {
        return form.codec() == Frame.NATIVE
                && call.form().codec() != Frame.NATIVE
                && Internals.get().hasLayout(call.method());
    }

    private int index(long id) {
        return (int) id & known.length - 1;
    }

    /** Records that the server has answered a native call of a method. */
    void know(MethodDescriptor<?, ?> method) {
        long id = method.id();
        while (known[index(id)] != NONE && known[index(id)] != id && known.length < MAX_KNOWN) {
            grow();
        }
        known[index(id)] = id;
    }

    /** Doubles the array: ids that differ in their lowest bits differ in one bit more. */
    private void grow() {
        long[] smaller = known;
        known = new long[smaller.length * 2];
        for (long id : smaller) {
            if (id != NONE) {
                known[index(id)] = id;
            }
        }
    }

    private void addNamed(long id) {
        Set<Long> more = named.size() < MAX_NAMED ? new HashSet<>(named) : new HashSet<>();
        more.add(id);
        named = more;
    }
}
