package io.minirpc.envelope;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.transport.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Map;

/**
 * What the two JSON forms have in common: either reads both, told apart by their names; they differ in what they write.
 */
abstract class JsonEnvelope extends VersionOneEnvelope {
    private final JsonEnvelopeReader reader;

    JsonEnvelope(Limits limits, JsonEnvelopeReader reader) {
        super(limits);
        this.reader = reader;
    }

    @Override
    public final int codec() {
        return Frame.JSON;
    }

    @Override
    public final ResponseHead readResponse(byte[] body) {
        JsonEnvelopeReader.Content content = reader.read(body, "reply");
        return responseHead(content.error(), content.metadata(), content.bytes(), content.offset(), content.length());
    }

    static RequestHead requestHead(Envelope form, JsonEnvelopeReader.Content content) {
        String method = content.method();
        if (method == null) {
            throw new CodecException("\"ServiceMethod\" is missing");
        }
        MetadataReader extension = content.metadata();
        return new RequestHead(
                form,
                method,
                0,
                extension.timeoutMicros(),
                extension.metadata(),
                content.hasMetadata(),
                content.bytes(),
                content.offset(),
                content.length());
    }

    static void writeAscii(ByteBuf out, String text) {
        ByteBufUtil.writeAscii(out, text);
    }

    static void writeString(ByteBuf out, String text) {
        out.writeByte('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        out.writeByte('"');
    }

    /** Writes the entries as the last property and closes the envelope. */
    static void writeMetadataAndEnd(ByteBuf out, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            writeAscii(out, ",\"Metadata\":");
            char before = '{';
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.writeByte(before);
                writeString(out, entry.getKey());
                out.writeByte(':');
                writeString(out, entry.getValue());
                before = ',';
            }
            out.writeByte('}');
        }
        out.writeByte('}');
    }
}
