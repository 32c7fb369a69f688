package io.minirpc.envelope;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Limits;
import io.netty.buffer.ByteBuf;
import java.util.Base64;
import java.util.Map;

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
    public void writeRequest(
            ByteBuf out,
            int seq,
            MethodDescriptor<?, ?> method,
            long timeoutMicros,
            Metadata metadata,
            byte[] payload,
            boolean extended) {
        write(out, method.fullName(), "", payload, extended ? requestEntries(timeoutMicros, metadata) : Map.of());
    }

    @Override
    public void writeReply(ByteBuf out, int seq, String method, byte[] payload) {
        write(out, method, "", payload, Map.of());
    }

    @Override
    public void writeFailure(ByteBuf out, int seq, String method, byte[] zero, Failure failure, boolean extended) {
        write(out, method, failure.message(), zero, extended ? failureEntries(failure) : Map.of());
    }

    private static void write(ByteBuf out, String method, String error, byte[] payload, Map<String, String> metadata) {
        writeAscii(out, "{\"ServiceMethod\":");
        writeString(out, method);
        writeAscii(out, ",\"Error\":");
        writeString(out, error);
        writeAscii(out, ",\"Payload\":\"");
        out.writeBytes(Base64.getEncoder().encode(payload));
        out.writeByte('"');
        writeMetadataAndEnd(out, metadata);
    }
}
