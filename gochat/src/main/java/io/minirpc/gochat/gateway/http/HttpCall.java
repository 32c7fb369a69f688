package io.minirpc.gochat.gateway.http;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request whose parts are read on demand, before {@link HttpApi#handle} returns.
 *
 * @param address what rates are counted under
 */
record HttpCall(FullHttpRequest request, String path, String address) {
    private static final int MAX_BODY = 16 << 10;
    private static final int MAX_PARAMETERS = 16;
    private static final Limits LIMITS = Limits.builder()
            .maxFrameBytes(MAX_BODY)
            .maxDepth(8)
            .maxElements(100)
            .build();
    private static final String BEARER = "Bearer ";

    String method() {
        return request.method().name();
    }

    HttpHeaders headers() {
        return request.headers();
    }

    /** Returns whether a browser sent it, which names the origin of the page. */
    boolean isFromPage() {
        return headers().contains(HttpHeaderNames.ORIGIN);
    }

    boolean isFromPageOverTls() {
        String origin = headers().get(HttpHeaderNames.ORIGIN, "");
        return origin.toLowerCase(Locale.ROOT).startsWith("https://");
    }

    /** Returns the access token that the request carries. */
    Optional<String> bearer() {
        List<String> values = headers().getAll(HttpHeaderNames.AUTHORIZATION);
        boolean isBearer = values.size() == 1 && values.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? Optional.of(values.get(0).substring(BEARER.length()).trim()) : Optional.empty();
    }

    /** Returns a parameter of the query, which has to come once. */
    String parameter(String name) {
        List<String> values;
        try {
            QueryStringDecoder query =
                    new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
            values = query.parameters().getOrDefault(name, List.of());
        } catch (IllegalArgumentException e) {
            throw HttpFailure.of(ErrorCode.INVALID, "a query that cannot be read (expected: percent-encoded UTF-8)");
        }
        if (values.size() != 1) {
            throw HttpFailure.of(ErrorCode.INVALID, name + ": " + values.size() + " values (expected: 1)");
        }
        return values.get(0);
    }

    boolean hasBody() {
        return request.content().isReadable();
    }

    <T> T body(Codec<T> codec) {
        try {
            return codec.fromJson(text(request.content()), LIMITS);
        } catch (CodecException e) {
            throw HttpFailure.of(ErrorCode.BAD_FRAME, e.getMessage());
        }
    }

    private static String text(ByteBuf body) {
        int bytes = body.readableBytes();
        if (bytes > MAX_BODY) {
            throw HttpFailure.of(
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    ErrorCode.INVALID,
                    "a body of " + bytes + " bytes (expected: at most " + MAX_BODY + ")");
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes);
        body.getBytes(body.readerIndex(), copy);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(copy.flip()).toString();
        } catch (CharacterCodingException e) {
            throw HttpFailure.of(ErrorCode.BAD_FRAME, "a body that is not UTF-8");
        }
    }

    /** Returns a value that a body has to have. */
    static String required(String name, @Nullable String value) {
        if (value == null) {
            throw HttpFailure.of(ErrorCode.INVALID, name + ": missing");
        }
        return value;
    }
}
