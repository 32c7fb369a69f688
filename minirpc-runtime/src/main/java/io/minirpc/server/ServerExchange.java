package io.minirpc.server;

import io.minirpc.Exchange;
import io.minirpc.Metadata;
import io.minirpc.Reply;
import io.minirpc.codec.Codec;
import io.minirpc.internal.ExchangeSource;
import org.jspecify.annotations.Nullable;

/**
 * The part of a call that only filters need; calls without filters save its memory. Handed from one thread to the next
 * together with its call.
 */
final class ServerExchange implements ExchangeSource, ServerCall.FilteredReply {
    private final ServerCall call;
    private boolean started;
    private byte @Nullable [] encoded;
    private @Nullable Object encodedFrom;
    private Metadata replyMetadata = Metadata.EMPTY;

    ServerExchange(ServerCall call) {
        this.call = call;
    }

    /** Returns the client's address. */
    String peer() {
        return call.peerName();
    }

    @Override
    public Exchange of(Reply reply) {
        return new OfReply(reply);
    }

    private int replyBytes(@Nullable Object value) {
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

    /** The exchange with one of the replies that filters see. */
    private final class OfReply implements Exchange {
        private final Reply reply;

        OfReply(Reply reply) {
            this.reply = reply;
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
        public int replyBytes() {
            return reply.isOk() ? ServerExchange.this.replyBytes(reply.value()) : -1;
        }
    }
}
