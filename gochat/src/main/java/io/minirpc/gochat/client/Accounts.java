package io.minirpc.gochat.client;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.HttpBodies;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.HttpBodies_FailedCodec;
import io.minirpc.gochat.frame.HttpBodies_FoundCodec;
import io.minirpc.gochat.frame.HttpBodies_GrantCodec;
import io.minirpc.gochat.frame.HttpBodies_LogInCodec;
import io.minirpc.gochat.frame.HttpBodies_RefreshCodec;
import io.minirpc.gochat.frame.HttpBodies_RegisterCodec;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The requests about accounts, over HTTP, with tokens in bodies and without cookies. Thread-safe. The methods block
 * until the answer is there, 20 s at most, and throw {@link RefusedException} for a refusal, {@link IOException} where
 * no server answers.
 */
public final class Accounts {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI base;

    /**
     * Requests to one server.
     *
     * @param base the server's address, with or without TLS
     */
    public Accounts(HttpClient http, URI base) {
        this.http = http;
        this.base = base;
    }

    /**
     * Registers a user, and logs in.
     *
     * @param device names the new session in the list of the user's sessions; null for none
     */
    public Grant register(String name, String password, @Nullable String device)
            throws IOException, InterruptedException {
        HttpBodies.Register body = new HttpBodies.Register(name, password, null, device);
        return send(post("/api/register", HttpBodies_RegisterCodec.INSTANCE, body), HttpBodies_GrantCodec.INSTANCE);
    }

    public Grant register(String name, String password) throws IOException, InterruptedException {
        return register(name, password, null);
    }

    /**
     * Begins a session.
     *
     * @param device names the new session in the list of the user's sessions; null for none
     */
    public Grant logIn(String name, String password, @Nullable String device) throws IOException, InterruptedException {
        HttpBodies.LogIn body = new HttpBodies.LogIn(name, password, device);
        return send(post("/api/login", HttpBodies_LogInCodec.INSTANCE, body), HttpBodies_GrantCodec.INSTANCE);
    }

    public Grant logIn(String name, String password) throws IOException, InterruptedException {
        return logIn(name, password, null);
    }

    /** Returns new tokens of a session. The refresh token is used up, but for a repetition within 30 s. */
    public Grant refresh(String refreshToken) throws IOException, InterruptedException {
        return send(refreshRequest(refreshToken), HttpBodies_GrantCodec.INSTANCE);
    }

    /** As {@link #refresh}, without blocking. */
    public CompletableFuture<Grant> refreshAsync(String refreshToken) {
        return http.sendAsync(refreshRequest(refreshToken), BodyHandlers.ofString())
                .thenApply(response -> {
                    try {
                        return read(response, HttpBodies_GrantCodec.INSTANCE);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private HttpRequest refreshRequest(String refreshToken) {
        return post("/api/refresh", HttpBodies_RefreshCodec.INSTANCE, new HttpBodies.Refresh(refreshToken));
    }

    /** Ends the session of a token. */
    public void logOut(String accessToken) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                authorized("/api/logout", accessToken)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        check(response);
    }

    /** Returns the user of a name; fails with {@code NOT_FOUND} if there is none. */
    public User find(String name, String accessToken) throws IOException, InterruptedException {
        String query = "/api/users?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return send(authorized(query, accessToken).GET().build(), HttpBodies_FoundCodec.INSTANCE)
                .user();
    }

    /** Sends a request with a token and without a body, and returns its status. */
    public int status(String method, String path, String accessToken) throws IOException, InterruptedException {
        HttpRequest request = authorized(path, accessToken)
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder authorized(String path, String accessToken) {
        return request(path).header("Authorization", "Bearer " + accessToken);
    }

    private <T> HttpRequest post(String path, Codec<T> codec, T body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(codec.toJson(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }

    private <T> T send(HttpRequest request, Codec<T> codec) throws IOException, InterruptedException {
        return read(http.send(request, BodyHandlers.ofString()), codec);
    }

    private static <T> T read(HttpResponse<String> response, Codec<T> codec) throws IOException {
        check(response);
        try {
            return codec.fromJson(response.body());
        } catch (CodecException e) {
            throw new IOException(response.uri() + " answered what cannot be read: " + e.getMessage(), e);
        }
    }

    private static void check(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 == 2) {
            return;
        }
        HttpBodies.Failure failure;
        try {
            failure = HttpBodies_FailedCodec.INSTANCE.fromJson(response.body()).error();
        } catch (CodecException e) {
            // A proxy's page, for example.
            throw new IOException(response.uri() + " answered with status " + response.statusCode(), e);
        }
        throw new RefusedException(failure.code(), failure.temporary(), failure.retryAfterMs(), failure.text());
    }
}
