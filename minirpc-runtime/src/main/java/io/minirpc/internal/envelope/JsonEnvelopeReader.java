package io.minirpc.internal.envelope;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.codec.Utf8;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON envelope of either form: names in any case, unknown ones skipped, none twice. Arguments and replies are
 * not read, only where they start and end is noted. Thread-safe.
 */
final class JsonEnvelopeReader {
    /** Jackson counts bytes, and names in arguments may have 256 characters of three bytes. */
    private static final int MAX_NAME_BYTES = 3 * 256;

    private static final int MAX_NUMBER_CHARS = 100;

    /** Jackson looks at so many bytes to find out whether a text is UTF-8 at all; a zero among them says it is not. */
    private static final int PROBED_BYTES = 4;

    private final Limits limits;
    /** Made by the first JSON that is read: it holds 3 KB, and most connections have none. */
    private volatile @Nullable JsonFactory factory;

    JsonEnvelopeReader(Limits limits) {
        this.limits = limits;
    }

    /** Two threads may make one each at first; either will do. */
    private JsonFactory factory() {
        JsonFactory made = factory;
        if (made == null) {
            made = newFactory();
            factory = made;
        }
        return made;
    }

    private JsonFactory newFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth() + 1)
                        .maxStringLength(limits.maxStringLength())
                        .maxNameLength(MAX_NAME_BYTES)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .build();
    }

    /**
     * Reads the envelope of a request or a response.
     *
     * @param slot the name of the payload's place in the document form: "args" or "reply"
     * @throws CodecException if the body is no such envelope
     */
    Content read(byte[] bytes, int offset, int length, String slot) {
        if (!Utf8.isValid(bytes, offset, length)) {
            throw new CodecException("JSON that is not UTF-8");
        }
        for (int i = 0; i < Math.min(PROBED_BYTES, length); i++) {
            if (bytes[offset + i] == 0) {
                throw new CodecException("JSON that begins with a zero byte");
            }
        }
        try (JsonParser parser = factory().createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CodecException("no JSON object (expected: {\"ServiceMethod\":…})");
            }
            Content content = new Content(bytes, offset, slot, new MetadataReader(limits));
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                content.readProperty(parser);
            }
            if (parser.nextToken() != null) {
                throw new CodecException("more JSON behind the envelope");
            }
            return content.checked();
        } catch (IOException e) {
            throw JsonFormat.unreadable(e);
        }
    }

    /** The contents of an envelope. */
    static final class Content {
        private final String slot;
        private final MetadataReader metadata;
        private int seen;
        private @Nullable String method;
        private String error = "";
        private boolean payloadForm;
        private boolean documentForm;
        private boolean hasMetadata;
        private final int bodyOffset;
        private byte[] bytes;
        private int offset;
        private int length;

        private Content(byte[] bytes, int bodyOffset, String slot, MetadataReader metadata) {
            this.bytes = bytes;
            this.bodyOffset = bodyOffset;
            this.slot = slot;
            this.metadata = metadata;
        }

        /** Returns the full name of the method; null where it was not said. */
        @Nullable
        String method() {
            return method;
        }

        String error() {
            return error;
        }

        /** Returns whether it is the form with {@code "Payload"}. */
        boolean isPayloadForm() {
            return payloadForm;
        }

        MetadataReader metadata() {
            return metadata;
        }

        boolean hasMetadata() {
            return hasMetadata;
        }

        byte[] bytes() {
            return bytes;
        }

        int offset() {
            return offset;
        }

        int length() {
            return length;
        }

        private void readProperty(JsonParser parser) throws IOException {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            parser.nextToken();
            if (name.equals(slot)) {
                once(1, slot);
                documentForm = true;
                noteSlice(parser);
                return;
            }
            switch (name) {
                case "servicemethod" -> {
                    once(1 << 1, name);
                    method = readText(parser, name);
                }
                case "error" -> {
                    once(1 << 2, name);
                    error = readText(parser, name);
                }
                case "payload" -> {
                    once(1 << 3, name);
                    payloadForm = true;
                    readPayload(parser);
                }
                case "metadata" -> {
                    once(1 << 4, name);
                    hasMetadata = true;
                    readMetadata(parser);
                }
                case "seq" -> {
                    once(1 << 5, name);
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }

        private void once(int bit, String name) {
            if ((seen & bit) != 0) {
                throw new CodecException("\"" + name + "\" comes twice");
            }
            seen |= bit;
        }

        private static String readText(JsonParser parser, String name) throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_STRING -> parser.getText();
                case VALUE_NULL -> "";
                default -> throw new CodecException("\"" + name + "\" is no string");
            };
        }

        private void noteSlice(JsonParser parser) throws IOException {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            offset = bodyOffset + start;
            length = (int) parser.currentLocation().getByteOffset() - start;
        }

        /** The text may be as long as the frame, so it is decoded as it is read. */
        private void readPayload(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw new CodecException("\"payload\" is no string");
            }
            byte[] payload = parser.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
            bytes = payload;
            offset = 0;
            length = payload.length;
        }

        private void readMetadata(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new CodecException("\"metadata\" is no object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                metadata.add(key, readText(parser, "metadata"));
            }
        }

        private Content checked() {
            if (payloadForm && documentForm) {
                throw new CodecException("both \"payload\" and \"" + slot + "\" (expected: one of them)");
            }
            return this;
        }
    }
}
