package io.minirpc.envelope;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.transport.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Map;

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
    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = 3;

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
    RequestHead readRequest(byte[] body) {
        Bytes in = new Bytes(body);
        String method = in.text(in.u16("service method"), "service method");
        long length = in.u32("payload");
        int offset = in.skip(length, "payload");
        in.skip(in.u16("error"), "error");
        MetadataReader extension = new MetadataReader(limits);
        boolean extended = readExtension(in, extension);
        return new RequestHead(
                this, method, 0, extension.timeoutMicros(), extension.metadata(), extended, body, offset, (int) length);
    }

    @Override
    public ResponseHead readResponse(byte[] body) {
        Bytes in = new Bytes(body);
        in.skip(in.u16("service method"), "service method");
        long length = in.u32("payload");
        int offset = in.skip(length, "payload");
        String error = in.text(in.u16("error"), "error");
        MetadataReader extension = new MetadataReader(limits);
        readExtension(in, extension);
        return responseHead(error, extension, body, offset, (int) length);
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
        writeText(out, method.fullName(), "the name of a method");
        writePayload(out, payload);
        out.writeShort(0);
        if (extended) {
            writeExtension(out, requestEntries(timeoutMicros, metadata));
        }
    }

    @Override
    public void writeReply(ByteBuf out, int seq, String method, byte[] payload) {
        writeText(out, method, "the name of a method");
        writePayload(out, payload);
        out.writeShort(0);
    }

    /** An error must arrive: where its text is too long, the end is cut off. */
    @Override
    public void writeFailure(ByteBuf out, int seq, String method, byte[] zero, Failure failure, boolean extended) {
        writeText(out, method, "the name of a method");
        writePayload(out, zero);
        writeText(out, cut(failure.message()), "an error");
        if (extended) {
            writeExtension(out, failureEntries(failure));
        }
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

    private static void writeExtension(ByteBuf out, Map<String, String> entries) {
        out.writeInt(MARKER);
        out.writeShort(entries.size());
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            writeText(out, entry.getKey(), "a metadata key");
            writeText(out, entry.getValue(), "a metadata value");
        }
    }

    private static void writePayload(ByteBuf out, byte[] payload) {
        out.writeInt(payload.length);
        out.writeBytes(payload);
    }

    private static void writeText(ByteBuf out, String text, String what) {
        int length = ByteBufUtil.utf8Bytes(text);
        if (length > MAX_TEXT_BYTES) {
            throw new CodecException(what + " has " + length + " bytes (expected: at most " + MAX_TEXT_BYTES + ")");
        }
        out.writeShort(length);
        ByteBufUtil.writeUtf8(out, text);
    }

    private static String cut(String text) {
        if (ByteBufUtil.utf8Bytes(text) <= MAX_TEXT_BYTES) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (true) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > MAX_TEXT_BYTES - ELLIPSIS_BYTES) {
                return text.substring(0, end) + ELLIPSIS;
            }
            end += Character.charCount(codePoint);
        }
    }
}
