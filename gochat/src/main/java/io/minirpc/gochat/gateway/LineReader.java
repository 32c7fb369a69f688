package io.minirpc.gochat.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrameCodec;
import io.minirpc.gochat.frame.ErrorCode;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of a client. A scan finds the id before anything is decoded, so that errors carry it whatever the rest
 * of the line is. Not thread-safe; an instance reads one line.
 */
final class LineReader {
    private static final int MAX_DEPTH = 64;
    private static final Limits LIMITS = Limits.builder().maxDepth(MAX_DEPTH).build();
    private static final BigInteger MAX_ID = BigInteger.valueOf(Frames.MAX_NUMBER);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private final byte[] bytes;
    private final int from;
    private final int length;
    private String kind = "";
    private long id;

    private LineReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        length = to - from;
    }

    /** Reads the line between two indexes of UTF-8 text. */
    static Line read(byte[] bytes, int from, int to) {
        return new LineReader(bytes, from, to).read();
    }

    private Line read() {
        if (hasLeadingZero()) {
            return bad(ErrorCode.BAD_FRAME, "a zero byte (expected: JSON)");
        }
        try (JsonParser json = JSON.createParser(bytes, from, length)) {
            Line.Bad bad = scan(json);
            return bad != null ? bad : decode();
        } catch (IOException e) {
            return bad(ErrorCode.BAD_FRAME, JsonFormat.unreadable(e).getMessage());
        } catch (CodecException e) {
            return bad(ErrorCode.BAD_FRAME, e.getMessage());
        }
    }

    /** The parser would take such bytes for UTF-16 or UTF-32. */
    private boolean hasLeadingZero() {
        for (int i = from; i < from + Math.min(length, 4); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Finds kind and id, and checks that the line is one object with one property that is an object. */
    private Line.@Nullable Bad scan(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT || json.nextToken() != JsonToken.FIELD_NAME) {
            return bad(ErrorCode.BAD_FRAME, "no object with one property (expected: {\"kind\":{…}})");
        }
        kind = json.currentName();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return bad(
                    ErrorCode.BAD_FRAME,
                    "a body of " + CodecException.quote(kind) + " that is no object (expected: {\"kind\":{…}})");
        }
        Line.Bad bad = scanBody(json);
        if (bad != null) {
            return bad;
        }
        if (json.nextToken() != JsonToken.END_OBJECT) {
            return bad(ErrorCode.BAD_FRAME, "a second property (expected: one, the kind)");
        }
        return json.nextToken() == null
                ? null
                : bad(ErrorCode.BAD_FRAME, "more behind the object (expected: one object a line)");
    }

    private Line.@Nullable Bad scanBody(JsonParser json) throws IOException {
        Line.Bad bad = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = json.currentName().equalsIgnoreCase("id"); // codecs match names in any case
            JsonToken value = json.nextToken();
            if (isId && bad == null) {
                bad = scanId(json, value);
            }
            json.skipChildren();
        }
        return bad;
    }

    private Line.@Nullable Bad scanId(JsonParser json, JsonToken value) throws IOException {
        if (id != 0) {
            return bad(ErrorCode.BAD_FRAME, "a second id (expected: one)");
        }
        if (value != JsonToken.VALUE_NUMBER_INT) {
            return bad(ErrorCode.BAD_FRAME, "an id that is no whole number (expected: 1 to " + MAX_ID + ")");
        }
        BigInteger number = json.getBigIntegerValue();
        if (number.signum() <= 0 || number.compareTo(MAX_ID) > 0) {
            return bad(ErrorCode.INVALID, "id: " + number + " (expected: 1 to " + MAX_ID + ")");
        }
        id = number.longValueExact();
        return null;
    }

    private Line decode() {
        ClientFrame frame = JsonFormat.decode(ClientFrameCodec.INSTANCE, bytes, from, length, LIMITS);
        if (frame == null) {
            return bad(ErrorCode.UNKNOWN_KIND, "kind: " + CodecException.quote(kind));
        }
        if (frame instanceof ClientFrame.Request && id == 0) {
            return bad(ErrorCode.INVALID, "id: missing (expected: 1 to " + MAX_ID + ")");
        }
        return new Line.Good(frame);
    }

    private Line.Bad bad(ErrorCode code, @Nullable String text) {
        return new Line.Bad(id, code, String.valueOf(text));
    }
}
