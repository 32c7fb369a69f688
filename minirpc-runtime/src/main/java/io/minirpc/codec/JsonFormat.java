package io.minirpc.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of calls in JSON, by {@link JsonWriter} and the streaming parser of jackson-core. For the runtime: a
 * payload may be null or missing, and its size has been checked with its frame. Applications use {@link Codec#toJson}
 * and {@link Codec#fromJson}. Stateless and thread-safe.
 */
public final class JsonFormat {
    /** The longest key of a map. */
    static final int MAX_NAME_CHARS = 256;

    private static final int MAX_BYTES_PER_CHAR = 3;

    /** The longest number that stands as a number. */
    static final int MAX_NUMBER_CHARS = 100;

    /** How Jackson begins to say that there is a word where none may be, and which. */
    private static final Pattern TOKEN = Pattern.compile("Unrecognized token '[^']*'");

    /** Text that Jackson appends about the start of an unclosed object or array. */
    private static final Pattern START = Pattern.compile(" \\(start marker at \\[Source: [^]]*]\\)");

    private JsonFormat() {}

    /**
     * Returns a method's arguments or reply as JSON in UTF-8.
     *
     * @throws CodecException if the value cannot be written
     */
    public static <T> byte[] encode(Codec<T> codec, @Nullable T value, Limits limits) {
        WireWriter out = WireWriter.borrow(limits);
        try {
            encode(codec, value, out, limits);
            return Arrays.copyOf(out.array(), out.size());
        } finally {
            out.release();
        }
    }

    /**
     * Appends a method's arguments or reply as JSON in UTF-8.
     *
     * @throws CodecException if the value cannot be written
     */
    public static <T> void encode(Codec<T> codec, @Nullable T value, WireWriter out, Limits limits) {
        try {
            codec.writeJsonPayload(value, new JsonWriter(out, limits));
            out.checkSize();
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw CodecException.refused(e);
        }
    }

    /**
     * Reads a method's arguments or reply from a part of an array that holds JSON in UTF-8; nothing at all reads as
     * null does.
     *
     * @throws CodecException if the bytes are not those of such a value, or more follows it
     */
    public static <T> @Nullable T decode(Codec<T> codec, byte[] bytes, int offset, int length, Limits limits) {
        if (length == 0) {
            return codec.absent();
        }
        int scanned = JsonScan.scan(bytes, offset, length);
        if (scanned == JsonScan.NOT_UTF8 || isWide(bytes, offset, length)) {
            throw new CodecException("JSON that is not UTF-8");
        }
        try (JsonParser parser = limits.json().createParser(bytes, offset, length)) {
            JsonReader reader = new JsonReader(parser, limits, scanned == JsonScan.ESCAPES);
            try {
                return decode(codec, parser, reader);
            } catch (CodecException e) {
                throw e.at(reader.path());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static <T> @Nullable T decode(Codec<T> codec, JsonParser parser, JsonReader reader) throws IOException {
        try {
            if (parser.nextToken() == null) {
                return codec.absent();
            }
            T value = codec.readJsonPayload(reader);
            if (parser.nextToken() != null) {
                throw new CodecException("more JSON behind the value (expected: its end)");
            }
            return value;
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // Constructors and setters of messages check their arguments; what they refuse is bad input too.
            throw CodecException.refused(e);
        }
    }

    /** Returns whether the parser would take the bytes for UTF-16 or UTF-32, as it does by the zeros at the start. */
    private static boolean isWide(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + Math.min(length, 4); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the exception for a text that the parser refused, without a cause, which would quote what the peer sent
     * there: that may be a secret.
     */
    public static CodecException unreadable(IOException e) {
        return new CodecException("bad JSON" + place(e) + ": " + shortMessage(e));
    }

    private static String place(IOException e) {
        JsonLocation location = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null || location.getByteOffset() < 0 ? "" : " at byte " + location.getByteOffset();
    }

    /** Returns what Jackson found, without its hints on settings and without words of the source, the peer's. */
    private static String shortMessage(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        String found = START.matcher(String.valueOf(message)).replaceFirst("");
        return CodecException.escape(TOKEN.matcher(found).replaceAll("Unrecognized token"));
    }

    /** Returns a factory that holds parsers to limits; Jackson's own are too lax for input from anyone. */
    static JsonFactory factory(int maxDepth, int maxStringLength) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxStringLength)
                        .maxNameLength(MAX_NAME_CHARS * MAX_BYTES_PER_CHAR) // Jackson counts bytes
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .build())
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // The keys of a peer's maps seldom come again, and the JVM's table of strings is slow.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // Threads may be virtual ones, which would each fill a buffer of their own.
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .build();
    }
}
