package io.minirpc.envelope;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Limits;
import io.netty.buffer.ByteBuf;
import java.util.Map;

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
    public void writeRequest(
            ByteBuf out,
            int seq,
            MethodDescriptor<?, ?> method,
            long timeoutMicros,
            Metadata metadata,
            byte[] payload,
            boolean extended) {
        writeStart(out, method.fullName(), seq);
        writeAscii(out, ",\"Args\":");
        out.writeBytes(payload);
        writeMetadataAndEnd(out, extended ? requestEntries(timeoutMicros, metadata) : Map.of());
    }

    @Override
    public void writeReply(ByteBuf out, int seq, String method, byte[] payload) {
        writeStart(out, method, seq);
        writeAscii(out, ",\"Reply\":");
        out.writeBytes(payload);
        writeAscii(out, ",\"Error\":\"\"}");
    }

    @Override
    public void writeFailure(ByteBuf out, int seq, String method, byte[] zero, Failure failure, boolean extended) {
        writeStart(out, method, seq);
        writeAscii(out, ",\"Reply\":");
        out.writeBytes(zero);
        writeAscii(out, ",\"Error\":");
        writeString(out, failure.message());
        writeMetadataAndEnd(out, extended ? failureEntries(failure) : Map.of());
    }

    private static void writeStart(ByteBuf out, String method, int seq) {
        writeAscii(out, "{\"ServiceMethod\":");
        writeString(out, method);
        writeAscii(out, ",\"Seq\":");
        writeAscii(out, Integer.toUnsignedString(seq));
    }
}
