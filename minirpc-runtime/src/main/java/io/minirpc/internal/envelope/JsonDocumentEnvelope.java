package io.minirpc.internal.envelope;

import io.minirpc.codec.Codec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The first form of codec 0, arguments and reply in the midst of the document:
 *
 * <pre>
 * {"ServiceMethod":"Arith.Add","Seq":1,"Args":{…}}
 * {"ServiceMethod":"Arith.Add","Seq":1,"Reply":{…},"Error":""}
 * </pre>
 *
 * The seq that counts is the one in the frame's header. {@code "Metadata"}, an object of strings, follows at the end
 * where the peer may see it.
 */
final class JsonDocumentEnvelope extends JsonEnvelope {
    private static final String ARGS = ",\"Args\":";
    private static final String REPLY = ",\"Reply\":";
    private static final String NO_ERROR = ",\"Error\":\"\"";

    JsonDocumentEnvelope(Limits limits, JsonEnvelopeReader reader) {
        super(limits, reader);
    }

    @Override
    public <T> void writeRequest(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T arguments) {
        writeStart(out, head, ARGS);
        JsonFormat.encode(codec, arguments, out, limits);
        writeMetadataAndEnd(out, requestEntries(head));
    }

    @Override
    public void writeRequest(WireWriter out, EnvelopeHead head, byte[] arguments) {
        writeStart(out, head, ARGS);
        writeBytes(out, arguments);
        writeMetadataAndEnd(out, requestEntries(head));
    }

    @Override
    public <T> void writeReply(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T reply) {
        writeStart(out, head, REPLY);
        JsonFormat.encode(codec, reply, out, limits);
        writeAscii(out, NO_ERROR);
        writeMetadataAndEnd(out, replyEntries(head));
    }

    @Override
    public void writeReply(WireWriter out, EnvelopeHead head, byte[] reply) {
        writeStart(out, head, REPLY);
        writeBytes(out, reply);
        writeAscii(out, NO_ERROR);
        writeMetadataAndEnd(out, replyEntries(head));
    }

    @Override
    public void writeFailure(WireWriter out, EnvelopeHead head, byte[] zero, Failure failure) {
        writeStart(out, head, REPLY);
        writeBytes(out, zero);
        writeAscii(out, ",\"Error\":");
        writeString(out, errorText(failure));
        writeMetadataAndEnd(out, failureEntries(head, failure));
    }

    private static void writeStart(WireWriter out, EnvelopeHead head, String slot) {
        writeAscii(out, "{\"ServiceMethod\":");
        writeString(out, head.method());
        writeAscii(out, ",\"Seq\":");
        writeAscii(out, Integer.toUnsignedString(head.seq()));
        writeAscii(out, slot);
    }
}
