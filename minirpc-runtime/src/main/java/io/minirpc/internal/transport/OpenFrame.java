package io.minirpc.internal.transport;

import static java.util.Objects.requireNonNull;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The frame that a connection is writing, behind those that wait to be flushed:
 *
 * <pre>{@code
 * try (OpenFrame frame = connection.begin(codec, type, seq)) {
 *     writeBody(frame.body());
 *     frame.end(maxBodyBytes);
 * }
 * }</pre>
 *
 * A frame that is closed before its end is dropped, as when its body cannot be written. Each connection has one object
 * for all its frames. Owned by the connection's event loop.
 */
public final class OpenFrame implements AutoCloseable {
    private final Connection connection;
    private @Nullable WireWriter out;
    private int start;
    private boolean ended;

    OpenFrame(Connection connection) {
        this.connection = connection;
    }

    OpenFrame begin(WireWriter batch, int codec, int type, int seq) {
        if (out != null) {
            throw new IllegalStateException("a frame is being written already (expected: one at a time)");
        }
        start = Frame.begin(batch, codec, type, seq);
        ended = false;
        out = batch;
        return this;
    }

    /** Returns the writer to append the body to. The writer's limits apply to the body alone. */
    public WireWriter body() {
        return requireNonNull(out, "out");
    }

    /**
     * Completes the frame and returns the length of its body in bytes.
     *
     * @throws CodecException if the body is longer than maxBodyBytes
     */
    public int end(int maxBodyBytes) {
        int length = Frame.end(body(), start, maxBodyBytes);
        ended = true;
        return length;
    }

    /** Leaves the frame to be flushed if it was ended, and drops it otherwise. */
    @Override
    public void close() {
        WireWriter writer = body();
        out = null;
        if (ended) {
            connection.appended();
        } else {
            writer.truncate(start);
        }
    }
}
