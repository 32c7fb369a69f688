package io.minirpc.client;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import org.jspecify.annotations.Nullable;

/** Appends requests to a connection's batch, held to the longest frame that its peer accepts. On the event loop. */
final class RequestWriter {
    private static final byte[] EMPTY = {};
    private static final long NANOS_PER_MICRO = 1_000;

    private final Connection connection;
    private Peer peer;

    /** Creates a writer for a server of which so much is known as a client may take for granted. */
    RequestWriter(Connection connection, Peer peer) {
        this.connection = connection;
        this.peer = peer;
    }

    /** Learns what the server has said of itself. */
    void learned(Peer known) {
        peer = known;
    }

    /**
     * Writes a call that has its seq.
     *
     * @param remainingNanos how long the caller will wait from now on
     * @throws CodecException if the arguments cannot be written or are too long; nothing is written then
     */
    <Q> void write(PendingCall call, Envelope form, Codec<Q> codec, @Nullable Q arguments, long remainingNanos) {
        long timeoutMicros = Math.max(1, remainingNanos / NANOS_PER_MICRO);
        WireWriter out = connection.batch();
        int start = Frame.begin(out, form.codec(), Frame.REQUEST, call.seq);
        // Servers of version 1 skip the extension, so a late hello does not lose metadata and deadline.
        boolean extended = peer.extended() || call.carriesMore();
        boolean whole = false;
        try {
            form.writeRequest(out, call.seq, call.method(), timeoutMicros, call.metadata(), codec, arguments, extended);
            Frame.end(out, start, peer.maxFrameBytes());
            call.written(out.size() - start - Frame.HEADER_BYTES);
            whole = true;
        } finally {
            if (!whole) {
                out.truncate(start);
            }
        }
        connection.appended();
    }

    /** Says that nobody waits for the answer to a call any more, where the server understands that. */
    void cancel(PendingCall call) {
        if (peer.control()) {
            connection.append(Frame.JSON, Frame.CANCEL, call.seq, EMPTY);
        }
    }
}
