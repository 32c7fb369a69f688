package io.minirpc.internal.envelope;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameView;

/** The forms a side speaks, all held to the same limits. Immutable and thread-safe. */
public final class Envelopes {
    private final NativeEnvelope nativeForm;
    private final BinaryEnvelope binary;
    private final JsonEnvelope document;
    private final JsonEnvelope payload;
    private final JsonEnvelopeReader jsonReader;

    /** Creates the forms. */
    public Envelopes(Limits limits) {
        jsonReader = new JsonEnvelopeReader(limits);
        nativeForm = new NativeEnvelope(limits);
        binary = new BinaryEnvelope(limits);
        document = new JsonDocumentEnvelope(limits, jsonReader);
        payload = new JsonPayloadEnvelope(limits, jsonReader);
    }

    /** Returns the form of codec 2. */
    public Envelope nativeForm() {
        return nativeForm;
    }

    /** Returns the form of codec 1. */
    public Envelope binary() {
        return binary;
    }

    /** Returns the JSON form with arguments and reply as they are. */
    public Envelope document() {
        return document;
    }

    /** Returns the JSON form with arguments and reply in Base64. */
    public Envelope payload() {
        return payload;
    }

    /** Returns a form that reads the bodies of a codec: of the two JSON forms either reads both. */
    public Envelope reading(int codec) {
        return switch (codec) {
            case Frame.NATIVE -> nativeForm;
            case Frame.BINARY -> binary;
            default -> document;
        };
    }

    /**
     * Reads what is around a request's arguments, and which form it had.
     *
     * @throws CodecException if the body is of no form of the codec
     */
    public RequestHead readRequest(FrameView frame) {
        byte[] bytes = frame.bytes();
        return switch (frame.codec()) {
            case Frame.NATIVE -> nativeForm.readRequest(bytes, frame.offset(), frame.length());
            case Frame.BINARY -> binary.readRequest(bytes, frame.offset(), frame.length());
            default -> readJsonRequest(bytes, frame.offset(), frame.length());
        };
    }

    private RequestHead readJsonRequest(byte[] bytes, int offset, int length) {
        JsonEnvelopeReader.Content content = jsonReader.read(bytes, offset, length, "args");
        return JsonEnvelope.requestHead(content.isPayloadForm() ? payload : document, content);
    }
}
