package io.minirpc.gochat.gateway.http;

import io.minirpc.codec.Codec;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.HttpBodies;
import io.minirpc.gochat.frame.HttpBodies_FailedCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Answers, each with the headers that keep browsers from storing it or guessing its type. */
final class HttpAnswers {
    private static final String JSON = "application/json";

    private HttpAnswers() {}

    static <T> FullHttpResponse json(HttpResponseStatus status, Codec<T> codec, T body) {
        return of(status, JSON, codec.toJson(body).getBytes(StandardCharsets.UTF_8));
    }

    static FullHttpResponse text(HttpResponseStatus status, String contentType, String text) {
        return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static FullHttpResponse noContent() {
        return with(HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
    }

    static FullHttpResponse failure(HttpFailure failure) {
        Refusal refusal = failure.refusal();
        HttpBodies.Failure error = new HttpBodies.Failure(
                refusal.code(), refusal.code().temporary(), refusal.retryAfterMs(), refusal.text());
        FullHttpResponse response =
                json(failure.status(), HttpBodies_FailedCodec.INSTANCE, new HttpBodies.Failed(error));
        if (refusal.retryAfterMs() > 0) {
            long seconds = TimeUnit.MILLISECONDS.toSeconds(refusal.retryAfterMs() + 999);
            response.headers().set(HttpHeaderNames.RETRY_AFTER, seconds);
        }
        return response;
    }

    /** Refuses a method, where its path takes only {@code allowed}, a list with commas. */
    static FullHttpResponse otherMethod(String allowed) {
        FullHttpResponse response = failure(HttpFailure.of(
                HttpResponseStatus.METHOD_NOT_ALLOWED,
                ErrorCode.INVALID,
                "another method (expected: " + allowed + ")"));
        response.headers().set(HttpHeaderNames.ALLOW, allowed);
        return response;
    }

    private static FullHttpResponse of(HttpResponseStatus status, String contentType, byte[] body) {
        FullHttpResponse response = with(status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        return response;
    }

    private static FullHttpResponse with(HttpResponseStatus status, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store").set("X-Content-Type-Options", "nosniff");
        return response;
    }
}
