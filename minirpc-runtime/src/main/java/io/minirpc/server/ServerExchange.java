package io.minirpc.server;

import io.minirpc.Exchange;
import io.minirpc.Metadata;
import io.minirpc.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * What filters get to know of a call that is served, and what is kept for them; calls that meet none are spared the
 * room. Handed from one thread to the next together with its call.
 */
final class ServerExchange implements Exchange, ServerCall.FilteredReply {
    private final ServerCall call;
    private boolean started;
    private byte @Nullable [] encoded;
    private @Nullable Object encodedFrom;
    private Metadata replyMetadata = Metadata.EMPTY;

    ServerExchange(ServerCall call) {
        this.call = call;
    }

    @Override
    public String peer() {
        return call.peerName();
    }

    @Override
    public int seq() {
        return call.seq();
    }

    @Override
    public int requestBytes() {
        return call.requestBytes();
    }

    @Override
    public int replyBytes(@Nullable Object value) {
        byte[] known = encoded(value);
        try {
            return (known == null ? encode(call.method().descriptor().reply(), value) : known).length;
        } catch (Throwable e) {
            return -1; // it will be reported where the reply is written
        }
    }

    @SuppressWarnings("unchecked") // as everywhere filters may replace what a method returned
    private <R> byte[] encode(Codec<R> codec, @Nullable Object value) {
        byte[] bytes = call.form().encode(codec, (R) value);
        encoded = bytes;
        encodedFrom = value;
        return bytes;
    }

    @Override
    public byte @Nullable [] encoded(@Nullable Object value) {
        return encodedFrom == value ? encoded : null;
    }

    @Override
    public Metadata replyMetadata() {
        return replyMetadata;
    }

    /** Sets the metadata of the reply of a call that succeeds. */
    void carry(Metadata metadata) {
        replyMetadata = metadata;
    }

    /** Returns whether the handler was called. */
    boolean hasStarted() {
        return started;
    }

    void markStarted() {
        started = true;
    }
}
