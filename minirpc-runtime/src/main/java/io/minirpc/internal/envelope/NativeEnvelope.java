package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.codec.NativeFormat;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.transport.Frame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of codec 2, between peers that have said hello.
 *
 * <pre>
 * request:  u8 flags (1 timeout, 2 metadata), u64 method id, [varint timeout in microseconds], [metadata], arguments
 * response: u8 (bits 0-4 status code, 32 metadata, 64 exception, 128 not executed), [metadata], then
 *           where the code is 0:  reply
 *           otherwise:            text message, [text exception name, exception]
 * metadata: varint count, then for each entry: text key, text value
 * text:     varint length in bytes, UTF-8
 * </pre>
 *
 * Arguments, reply and exception reach to the end of the body. Flags that are not listed are an error, for what follows
 * would be read wrongly.
 */
final class NativeEnvelope implements Envelope {
    private static final int TIMEOUT = 1;
    private static final int METADATA = 1 << 1;
    private static final int CODE_BITS = 0x1f;
    private static final int RESPONSE_METADATA = 1 << 5;
    private static final int EXCEPTION = 1 << 6;
    private static final int NOT_EXECUTED = 1 << 7;

    private final Limits limits;

    NativeEnvelope(Limits limits) {
        this.limits = limits;
    }

    @Override
    public int codec() {
        return Frame.NATIVE;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public <T> byte[] encode(Codec<T> codec, @Nullable T value) {
        return NativeFormat.encode(codec, value, limits);
    }

    @Override
    public <T> @Nullable T decode(Codec<T> codec, byte[] bytes, int offset, int length) {
        return NativeFormat.decode(codec, bytes, offset, length, limits);
    }

    /**
     * Reads what is around a request's arguments.
     *
     * @throws CodecException if the body is not of this form
     */
    RequestHead readRequest(byte[] bytes, int offset, int length) {
        Bytes in = new Bytes(bytes, offset, length);
        int flags = in.u8("flags");
        if ((flags & ~(TIMEOUT | METADATA)) != 0) {
            throw new CodecException(String.format("flags: %02x (expected: 00 to 03)", flags));
        }
        long id = in.u64("method id");
        long timeout = (flags & TIMEOUT) == 0 ? 0 : Math.max(1, in.varint("timeout"));
        Metadata metadata =
                (flags & METADATA) == 0 ? Metadata.EMPTY : readMetadata(in).metadata();
        return new RequestHead(this, null, id, timeout, metadata, true, bytes, in.position(), in.remaining());
    }

    @Override
    public ResponseHead readResponse(byte[] bytes, int offset, int length) {
        Bytes in = new Bytes(bytes, offset, length);
        int flags = in.u8("flags");
        MetadataReader entries = (flags & RESPONSE_METADATA) == 0 ? null : readMetadata(in);
        Metadata metadata = entries == null ? Metadata.EMPTY : entries.metadata();
        StatusCode code = StatusCode.of(flags & CODE_BITS);
        if (code == StatusCode.OK) {
            if ((flags & (EXCEPTION | NOT_EXECUTED)) != 0) {
                throw new CodecException(String.format("flags: %02x (expected: no failure beside status 0)", flags));
            }
            return new ResponseHead(code, "", false, null, List.of(), metadata, bytes, in.position(), in.remaining());
        }
        String message = in.text(in.varint("message"), "message");
        String exception = (flags & EXCEPTION) == 0 ? null : in.text(in.varint("exception name"), "exception name");
        boolean notExecuted = (flags & NOT_EXECUTED) != 0;
        List<Superclass> superclasses = entries == null ? List.of() : entries.superclasses();
        return new ResponseHead(
                code, message, notExecuted, exception, superclasses, metadata, bytes, in.position(), in.remaining());
    }

    @Override
    public StatusCode readStatus(byte[] bytes, int offset, int length) {
        return length == 0
                ? Envelope.super.readStatus(bytes, offset, length)
                : StatusCode.of(bytes[offset] & CODE_BITS);
    }

    @Override
    public <T> void writeRequest(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T arguments) {
        writeRequestHead(out, head);
        NativeFormat.encode(codec, arguments, out);
    }

    @Override
    public void writeRequest(WireWriter out, EnvelopeHead head, byte[] arguments) {
        writeRequestHead(out, head);
        out.writeRaw(arguments, 0, arguments.length);
    }

    private static void writeRequestHead(WireWriter out, EnvelopeHead head) {
        long timeoutMicros = head.timeoutMicros();
        Metadata metadata = head.metadata();
        out.writeByte((timeoutMicros > 0 ? TIMEOUT : 0) | (metadata.isEmpty() ? 0 : METADATA));
        out.writeLong(head.methodId());
        if (timeoutMicros > 0) {
            out.writeVarint64(timeoutMicros);
        }
        if (!metadata.isEmpty()) {
            writeMetadata(out, metadata.asMap());
        }
    }

    @Override
    public <T> void writeReply(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T reply) {
        writeReplyHead(out, head);
        NativeFormat.encode(codec, reply, out);
    }

    @Override
    public void writeReply(WireWriter out, EnvelopeHead head, byte[] reply) {
        writeReplyHead(out, head);
        out.writeRaw(reply, 0, reply.length);
    }

    private static void writeReplyHead(WireWriter out, EnvelopeHead head) {
        Metadata metadata = head.metadata();
        out.writeByte(StatusCode.OK.value() | (metadata.isEmpty() ? 0 : RESPONSE_METADATA));
        if (!metadata.isEmpty()) {
            writeMetadata(out, metadata.asMap());
        }
    }

    @Override
    public void writeFailure(WireWriter out, EnvelopeHead head, byte[] zero, Failure failure) {
        String exception = failure.exceptionName();
        Map<String, String> entries = SuperclassEntries.added(
                failure.superclasses(), failure.metadata().asMap(), limits);
        out.writeByte(failure.code().value()
                | (entries.isEmpty() ? 0 : RESPONSE_METADATA)
                | (exception == null ? 0 : EXCEPTION)
                | (failure.notExecuted() ? NOT_EXECUTED : 0));
        if (!entries.isEmpty()) {
            writeMetadata(out, entries);
        }
        String message = failure.message();
        boolean tooLong = message.length() > limits.maxStringLength();
        Bytes.writeText(out, tooLong ? ErrorText.cut(message, ErrorText.MAX_BYTES) : message);
        if (exception != null) {
            Bytes.writeText(out, exception);
            out.writeRaw(failure.exceptionBody(), 0, failure.exceptionBody().length);
        }
    }

    private MetadataReader readMetadata(Bytes in) {
        MetadataReader reader = new MetadataReader(limits);
        long count = in.varint("metadata count");
        for (long i = 0; i < count; i++) {
            String key = in.text(in.varint("metadata key"), "metadata key");
            reader.add(key, in.text(in.varint("metadata value"), "metadata value"));
        }
        return reader;
    }

    private static void writeMetadata(WireWriter out, Map<String, String> entries) {
        out.writeVarint32(entries.size());
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            Bytes.writeText(out, entry.getKey());
            Bytes.writeText(out, entry.getValue());
        }
    }
}
