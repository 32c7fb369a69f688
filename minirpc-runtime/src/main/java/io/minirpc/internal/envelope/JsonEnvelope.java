package io.minirpc.internal.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.codec.Utf8;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.transport.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The common part of the two JSON forms: either reads both, told apart by their names; they differ in what they write.
 */
abstract class JsonEnvelope extends VersionOneEnvelope {
    private static final byte[] OK_END = ",\"Error\":\"\"}".getBytes(StandardCharsets.US_ASCII);

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
    public final ResponseHead readResponse(byte[] bytes, int offset, int length) {
        JsonEnvelopeReader.Content content = reader.read(bytes, offset, length, "reply");
        return responseHead(content.error(), content.metadata(), content.bytes(), content.offset(), content.length());
    }

    /**
     * {@inheritDoc} Most documents of calls that succeeded end with an empty error, which is then the last property of
     * the outermost object. Others are read to their end, which takes microseconds a kibibyte.
     */
    @Override
    public final StatusCode readStatus(byte[] bytes, int offset, int length) {
        int start = offset + length - OK_END.length;
        boolean ok = start > offset && Arrays.equals(bytes, start, offset + length, OK_END, 0, OK_END.length);
        return ok ? StatusCode.OK : super.readStatus(bytes, offset, length);
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

    static void writeAscii(WireWriter out, String text) {
        writeBytes(out, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes a text. Half a surrogate pair, which has no UTF-8, becomes '?' as in the other forms. */
    static void writeString(WireWriter out, String text) {
        String sound = Utf8.isWellFormed(text) ? text : new String(text.getBytes(UTF_8), UTF_8);
        out.writeByte('"');
        writeBytes(out, JsonStringEncoder.getInstance().quoteAsUTF8(sound));
        out.writeByte('"');
    }

    static void writeBytes(WireWriter out, byte[] bytes) {
        out.writeRaw(bytes, 0, bytes.length);
    }

    /** Writes the entries as the last property and closes the envelope. */
    static void writeMetadataAndEnd(WireWriter out, Map<String, String> entries) {
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
