package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
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
    public <T> void writeRequest(
            WireWriter out,
            int seq,
            MethodDescriptor<?, ?> method,
            long timeoutMicros,
            Metadata metadata,
            Codec<T> codec,
            @Nullable T arguments,
            boolean extended) {
        write(
                out,
                method.fullName(),
                "",
                encode(codec, arguments),
                extended ? requestEntries(timeoutMicros, metadata) : Map.of());
    }

    @Override
    public <T> void writeReply(
            WireWriter out,
            int seq,
            String method,
            Metadata metadata,
            Codec<T> codec,
            @Nullable T reply,
            boolean extended) {
        write(out, method, "", encode(codec, reply), extended ? metadata.asMap() : Map.of());
    }

    @Override
    public void writeFailure(WireWriter out, int seq, String method, byte[] zero, Failure failure, boolean extended) {
        String error = errorText(failure);
        write(out, method, error, zero, extended ? failureEntries(failure) : Map.of());
    }

    private static void write(
            WireWriter out, String method, String error, byte[] payload, Map<String, String> metadata) {
        writeAscii(out, "{\"ServiceMethod\":");
        writeString(out, method);
        writeAscii(out, ",\"Error\":");
        writeString(out, error);
        writeAscii(out, ",\"Payload\":\"");
        writeBytes(out, Base64.getEncoder().encode(payload));
        out.writeByte('"');
        writeMetadataAndEnd(out, metadata);
    }
}
