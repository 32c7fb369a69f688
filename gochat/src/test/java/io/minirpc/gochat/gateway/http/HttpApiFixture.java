package io.minirpc.gochat.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minirpc.RpcException;
import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.trace.TraceReport;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The HTTP API, and requests to it without a socket. */
final class HttpApiFixture {
    static final String ADDRESS = "203.0.113.1";
    static final String REGISTER = "{\"name\":\"ada\",\"password\":\"correct horse\",\"device\":\"phone\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    volatile boolean ready = true;
    private final HttpApi api;

    HttpApiFixture(AccountService accounts, HttpSettings settings, Clock clock) {
        api = new HttpApi(
                accounts,
                new Insight(
                        () -> ready ? List.of() : List.of("the database: no answer"),
                        () -> "gochat_sessions 1\n",
                        message -> new TraceReport("all", String.valueOf(message), null, List.of())),
                settings,
                clock);
    }

    /** Returns an API whose accounts fail at every call. */
    static HttpApiFixture failing(RpcException failure, HttpSettings settings) {
        AccountService accounts = (AccountService) Proxy.newProxyInstance(
                AccountService.class.getClassLoader(),
                new Class<?>[] {AccountService.class},
                (proxy, method, values) -> CompletableFuture.failedFuture(failure));
        return new HttpApiFixture(accounts, settings, Clock.systemUTC());
    }

    /** An answer, copied. */
    record Answer(FullHttpResponse response, int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }

        String header(String name) {
            return response.headers().get(name);
        }

        String code() {
            return text("/error/code");
        }

        /** Returns the refresh token in the cookie that is set. */
        Optional<String> cookie() {
            return Optional.ofNullable(header("Set-Cookie"))
                    .map(cookie -> cookie.substring("gochat_refresh=".length(), cookie.indexOf(';')));
        }
    }

    Answer register() {
        return send("POST", "/api/register", REGISTER);
    }

    Answer send(String method, String uri, String body, String... headers) {
        return send(method, uri, body.getBytes(StandardCharsets.UTF_8), ADDRESS, List.of(headers));
    }

    /** Sends a request as the owner of an access token. */
    Answer sendAs(String token, String method, String uri, String body) {
        return send(method, uri, body, "Authorization", "Bearer " + token);
    }

    Answer send(String method, String uri, byte[] body, String address, List<String> headers) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri, Unpooled.copiedBuffer(body));
        for (int i = 0; i < headers.size(); i += 2) {
            request.headers().add(headers.get(i), headers.get(i + 1));
        }
        try {
            FullHttpResponse response =
                    api.handle(request, address).toCompletableFuture().get(60, TimeUnit.SECONDS);
            return new Answer(
                    response, response.status().code(), response.content().toString(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            request.release();
        }
    }
}
