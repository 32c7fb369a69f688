package io.minirpc.internal.envelope;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.transport.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of codec 1; lengths are unsigned, integers big-endian.
 *
 * <pre>
 * u16 length, full name (UTF-8) | u32 length, arguments or reply as JSON | u16 length, error (UTF-8) | [extension]
 * extension: 6d 72 70 78 ("mrpx"), u16 count, then for each entry: u16 length, key | u16 length, value
 * </pre>
 *
 * Other bytes at the end are not ours and are skipped. The extension is written only where the peer may see it.
 */
final class BinaryEnvelope extends VersionOneEnvelope {
    private static final int MARKER = 'm' << 24 | 'r' << 16 | 'p' << 8 | 'x';
    private static final int MAX_TEXT_BYTES = 0xffff;

    BinaryEnvelope(Limits limits) {
        super(limits);
    }

    @Override
    public int codec() {
        return Frame.BINARY;
    }

    /**
     * Reads what is around a request's arguments.
     *
     * @throws CodecException if the body is not of this form
     */
    RequestHead readRequest(byte[] bytes, int offset, int length) {
        Bytes in = new Bytes(bytes, offset, length);
        String method = in.text(in.u16("service method"), "service method");
        long payloadBytes = in.u32("payload");
        int payload = in.skip(payloadBytes, "payload");
        in.skip(in.u16("error"), "error");
        MetadataReader extension = new MetadataReader(limits);
        boolean extended = readExtension(in, extension);
        return new RequestHead(
                this, method, 0, extension.timeoutMicros(), extension.metadata(), extended, bytes, payload, (int)
                        payloadBytes);
    }

    @Override
    public ResponseHead readResponse(byte[] bytes, int offset, int length) {
        Bytes in = new Bytes(bytes, offset, length);
        in.skip(in.u16("service method"), "service method");
        long payloadBytes = in.u32("payload");
        int payload = in.skip(payloadBytes, "payload");
        String error = in.text(in.u16("error"), "error");
        MetadataReader extension = new MetadataReader(limits);
        readExtension(in, extension);
        return responseHead(error, extension, bytes, payload, (int) payloadBytes);
    }

    @Override
    public <T> void writeRequest(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T arguments) {
        writeMethod(out, head);
        writePayload(out, codec, arguments);
        writeNoError(out, requestEntries(head));
    }

    @Override
    public void writeRequest(WireWriter out, EnvelopeHead head, byte[] arguments) {
        writeMethod(out, head);
        writePayload(out, arguments);
        writeNoError(out, requestEntries(head));
    }

    @Override
    public <T> void writeReply(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T reply) {
        writeMethod(out, head);
        writePayload(out, codec, reply);
        writeNoError(out, replyEntries(head));
    }

    @Override
    public void writeReply(WireWriter out, EnvelopeHead head, byte[] reply) {
        writeMethod(out, head);
        writePayload(out, reply);
        writeNoError(out, replyEntries(head));
    }

    @Override
    public void writeFailure(WireWriter out, EnvelopeHead head, byte[] zero, Failure failure) {
        writeMethod(out, head);
        writePayload(out, zero);
        writeText(out, errorText(failure), "an error");
        writeExtension(out, failureEntries(head, failure));
    }

    private static boolean readExtension(Bytes in, MetadataReader entries) {
        if (in.remaining() < Integer.BYTES || in.u32("extension") != MARKER) {
            return false;
        }
        int count = in.u16("metadata count");
        for (int i = 0; i < count; i++) {
            String key = in.text(in.u16("metadata key"), "metadata key");
            entries.add(key, in.text(in.u16("metadata value"), "metadata value"));
        }
        return true;
    }

    private static void writeMethod(WireWriter out, EnvelopeHead head) {
        writeText(out, head.method(), "the name of a method");
    }

    private <T> void writePayload(WireWriter out, Codec<T> codec, @Nullable T value) {
        int lengthAt = out.size();
        out.writeInt(0);
        JsonFormat.encode(codec, value, out, limits);
        out.setInt(lengthAt, out.size() - lengthAt - Integer.BYTES);
    }

    private static void writePayload(WireWriter out, byte[] encoded) {
        out.writeInt(encoded.length);
        out.writeRaw(encoded, 0, encoded.length);
    }

    private static void writeNoError(WireWriter out, Map<String, String> entries) {
        out.writeShort(0);
        writeExtension(out, entries);
    }

    /** Writes the extension, unless there is nothing in it. */
    private static void writeExtension(WireWriter out, Map<String, String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        out.writeInt(MARKER);
        out.writeShort(entries.size());
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            writeText(out, entry.getKey(), "a metadata key");
            writeText(out, entry.getValue(), "a metadata value");
        }
    }

    private static void writeText(WireWriter out, String text, String what) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_TEXT_BYTES) {
            throw new CodecException(
                    what + " has " + utf8.length + " bytes (expected: at most " + MAX_TEXT_BYTES + ")");
        }
        out.writeShort(utf8.length);
        out.writeRaw(utf8, 0, utf8.length);
    }
}
