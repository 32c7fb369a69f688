package io.minirpc.gochat.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the page: a fixed set, read once from the class path, so no path of a request ever names a file.
 * Immutable.
 */
final class Page {
    static final List<String> FILES = List.of(
            "index.html", "app.css", "main.js", "api.js", "client.js", "socket.js", "state.js", "view.js", "icon.svg");

    private static final String FOLDER = "/web/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files = new HashMap<>(); // by path

    Page() {
        FILES.forEach(name -> files.put("/" + name, read(name)));
        files.put("/", files.get("/index.html"));
    }

    /** A file as it is answered. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record PageFile(String type, String tag, byte[] content) {}

    private static PageFile read(String name) {
        try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the file " + FOLDER + name + " is not on the class path");
            }
            byte[] content = in.readAllBytes();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            return new PageFile(type, tagOf(content), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tagOf(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Answers a request for a file; empty if there is none at its path. */
    Optional<FullHttpResponse> answer(HttpCall call) {
        PageFile file = files.get(call.path());
        if (file == null) {
            return Optional.empty();
        }
        boolean known = call.headers().getAll(HttpHeaderNames.IF_NONE_MATCH).contains(file.tag());
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                known ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK,
                known ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(file.content()));
        setHeaders(response.headers(), file);
        return Optional.of(response);
    }

    private static void setHeaders(HttpHeaders headers, PageFile file) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, file.type())
                .set(HttpHeaderNames.ETAG, file.tag())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer");
    }
}
