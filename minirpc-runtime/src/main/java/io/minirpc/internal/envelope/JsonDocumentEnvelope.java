package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import java.util.Map;
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
    JsonDocumentEnvelope(Limits limits, JsonEnvelopeReader reader) {
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
        writeStart(out, method.fullName(), seq);
        writeAscii(out, ",\"Args\":");
        JsonFormat.encode(codec, arguments, out, limits);
        writeMetadataAndEnd(out, extended ? requestEntries(timeoutMicros, metadata) : Map.of());
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
        writeStart(out, method, seq);
        writeAscii(out, ",\"Reply\":");
        JsonFormat.encode(codec, reply, out, limits);
        writeAscii(out, ",\"Error\":\"\"");
        writeMetadataAndEnd(out, extended ? metadata.asMap() : Map.of());
    }

    @Override
    public void writeFailure(WireWriter out, int seq, String method, byte[] zero, Failure failure, boolean extended) {
        writeStart(out, method, seq);
        writeAscii(out, ",\"Reply\":");
        writeBytes(out, zero);
        writeAscii(out, ",\"Error\":");
        writeString(out, errorText(failure));
        writeMetadataAndEnd(out, extended ? failureEntries(failure) : Map.of());
    }

    private static void writeStart(WireWriter out, String method, int seq) {
        writeAscii(out, "{\"ServiceMethod\":");
        writeString(out, method);
        writeAscii(out, ",\"Seq\":");
        writeAscii(out, Integer.toUnsignedString(seq));
    }
}
