package io.minirpc.gochat.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The accounts of a gochat over HTTP, as a program uses them: with tokens in bodies and no cookies. */
public final class HttpAccounts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;

    public HttpAccounts(HttpClient http, URI base) {
        this.http = http;
        this.base = base;
    }

    /** What a log-in gives. */
    public record Grant(String user, String session, String accessToken, String refreshToken) {}

    public Grant register(String name, String password) throws IOException, InterruptedException {
        return grant("/api/register", Map.of("name", name, "password", password));
    }

    public Grant logIn(String name, String password) throws IOException, InterruptedException {
        return grant("/api/login", Map.of("name", name, "password", password));
    }

    public Grant refresh(String refreshToken) throws IOException, InterruptedException {
        return grant("/api/refresh", Map.of("refresh_token", refreshToken));
    }

    /** Sends a request with a token, and returns its status. */
    public int status(String method, String path, String accessToken) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Authorization", "Bearer " + accessToken)
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private Grant grant(String path, Map<String, String> body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        JsonNode grant = JSON.readTree(response.body());
        return new Grant(
                grant.at("/user/id").asText(),
                grant.at("/session").asText(),
                grant.at("/access_token").asText(),
                grant.at("/refresh_token").asText());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }
}
