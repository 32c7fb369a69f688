package io.minirpc.gochat.gateway.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.CookieHeaderNames.SameSite;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The cookie that keeps the page's refresh token, out of reach of its scripts and of other sites. */
final class RefreshCookie {
    static final String NAME = "gochat_refresh";
    static final String PATH = "/api/refresh";

    private RefreshCookie() {}

    static Optional<String> read(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decode(header).stream())
                .filter(cookie -> cookie.name().equals(NAME))
                .map(Cookie::value)
                .findFirst();
    }

    /** Sets the cookie for a page; one that came over TLS sends it over TLS alone. */
    static void set(HttpCall call, FullHttpResponse response, String token, long expiresInMs) {
        write(call, response, token, TimeUnit.MILLISECONDS.toSeconds(expiresInMs));
    }

    static void clear(HttpCall call, FullHttpResponse response) {
        write(call, response, "", 0);
    }

    private static void write(HttpCall call, FullHttpResponse response, String token, long maxAgeSeconds) {
        DefaultCookie cookie = new DefaultCookie(NAME, token);
        cookie.setPath(PATH);
        cookie.setHttpOnly(true);
        cookie.setSecure(call.isFromPageOverTls());
        cookie.setSameSite(SameSite.Strict);
        cookie.setMaxAge(maxAgeSeconds);
        response.headers().add(HttpHeaderNames.SET_COOKIE, ServerCookieEncoder.STRICT.encode(cookie));
    }
}
