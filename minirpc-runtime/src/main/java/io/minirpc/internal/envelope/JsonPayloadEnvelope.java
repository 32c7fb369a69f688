package io.minirpc.internal.envelope;

import io.minirpc.codec.Codec;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second form of codec 0, the same in both directions, arguments and reply as JSON in Base64:
 *
 * <pre>
 * {"ServiceMethod":"Arith.Add","Error":"","Payload":"eyJBIjoxLCJCIjoyfQ=="}
 * </pre>
 *
 * {@code "Metadata"}, an object of strings, follows at the end where the peer may see it.
 */
final class JsonPayloadEnvelope extends JsonEnvelope {
    JsonPayloadEnvelope(Limits limits, JsonEnvelopeReader reader) {
        super(limits, reader);
    }

    @Override
    public <T> void writeRequest(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T arguments) {
        writeRequest(out, head, encode(codec, arguments));
    }

    @Override
    public void writeRequest(WireWriter out, EnvelopeHead head, byte[] arguments) {
        write(out, head, "", arguments, requestEntries(head));
    }

    @Override
    public <T> void writeReply(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T reply) {
        writeReply(out, head, encode(codec, reply));
    }

    @Override
    public void writeReply(WireWriter out, EnvelopeHead head, byte[] reply) {
        write(out, head, "", reply, replyEntries(head));
    }

    @Override
    public void writeFailure(WireWriter out, EnvelopeHead head, byte[] zero, Failure failure) {
        write(out, head, errorText(failure), zero, failureEntries(head, failure));
    }

    private static void write(
            WireWriter out, EnvelopeHead head, String error, byte[] payload, Map<String, String> metadata) {
        writeAscii(out, "{\"ServiceMethod\":");
        writeString(out, head.method());
        writeAscii(out, ",\"Error\":");
        writeString(out, error);
        writeAscii(out, ",\"Payload\":\"");
        writeBytes(out, Base64.getEncoder().encode(payload));
        out.writeByte('"');
        writeMetadataAndEnd(out, metadata);
    }
}
