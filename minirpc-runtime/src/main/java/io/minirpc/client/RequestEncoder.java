package io.minirpc.client;

import io.minirpc.codec.CodecException;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Envelopes;
import org.jspecify.annotations.Nullable;

/** The choice of a form for each request: the client's own, or one that every server understands. Thread-safe. */
final class RequestEncoder {
    private final WireFormat format;
    private final Envelope preferred;
    private final Envelope fallback;

    RequestEncoder(ClientSettings settings, Envelopes envelopes) {
        format = settings.wireFormat();
        fallback = envelopes.binary();
        preferred = switch (format) {
            case NATIVE -> envelopes.nativeForm();
            case BINARY -> envelopes.binary();
            case JSON -> envelopes.document();
            case JSON_PAYLOAD -> envelopes.payload();
        };
    }

    /** Returns whether calls are native if the server's hello announces that. */
    boolean prefersNative() {
        return format == WireFormat.NATIVE;
    }

    /** Returns the form that every server understands. */
    Envelope fallback() {
        return fallback;
    }

    /** Returns the form of calls to a server, or to one whose abilities are unknown if null. */
    Envelope form(@Nullable ServerAbilities peer) {
        return understands(peer) ? preferred : fallback;
    }

    /** Returns the format of calls to a server, or to one whose abilities are unknown if null. */
    WireFormat wireFormat(@Nullable ServerAbilities peer) {
        return understands(peer) ? format : WireFormat.BINARY;
    }

    private boolean understands(@Nullable ServerAbilities peer) {
        return !prefersNative() || (peer != null && peer.nativeForm());
    }

    /**
     * Encodes a call's arguments, or ends the call if they cannot be sent. While the server's abilities are unknown,
     * they only have to fit one of its forms.
     *
     * @param peer the server's abilities, or null if they are unknown
     * @return whether the arguments are encoded
     */
    boolean encode(PendingCall call, @Nullable ServerAbilities peer) {
        try {
            encodeInOneForm(call, peer);
            return true;
        } catch (Throwable e) {
            call.end(CallFailure.unsendable(e));
            return false;
        }
    }

    private void encodeInOneForm(PendingCall call, @Nullable ServerAbilities peer) {
        Envelope form = peer == null ? preferred : form(peer);
        try {
            call.encode(form);
        } catch (CodecException e) {
            if (understands(peer)) {
                throw e;
            }
            encodeOtherwise(call, form == preferred ? fallback : preferred, e);
        }
    }

    private void encodeOtherwise(PendingCall call, Envelope other, CodecException unfit) {
        try {
            call.encode(other);
        } catch (CodecException neither) {
            throw unfit;
        }
        if (other == preferred) {
            call.fitsOnlyNative(unfit);
        }
    }
}
