package io.minirpc.gochat.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.gateway.http.HttpApiFixture.Answer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
    private HttpApiFixture api = api(HttpSettings.DEFAULT);

    private static HttpApiFixture api(HttpSettings settings) {
        return HttpApiFixture.failing(new RpcException(StatusCode.UNAVAILABLE, "no accounts here"), settings);
    }

    @Test
    void healthIsAWordAndAStatus() {
        assertThat(get("/health/live").status()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("ready\n");
        api.ready = false;
        assertThat(get("/health/live").body()).isEqualTo("live\n");
        assertThat(get("/health/ready").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "127.8.8.8"})
    void metricsAreToldToLoopback(String address) {
        Answer answer = api.send("GET", "/metrics", new byte[0], address, List.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("gochat_sessions 1\n");
        assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void metricsAreNotToldToOthersNorThroughAProxyOnTheSameComputer() {
        assertThat(get("/metrics").status()).isEqualTo(403);
        for (String header : List.of("X-Forwarded-For", "Forwarded", "Via")) {
            Answer answer = api.send("GET", "/metrics", new byte[0], "127.0.0.1", List.of(header, "127.0.0.1"));
            assertThat(answer.status()).as(header).isEqualTo(403);
        }
    }

    @Test
    void metricsAreToldToAllWhereThatIsSet() {
        api = api(HttpSettings.DEFAULT.withMetricsFromAnywhere(true));
        assertThat(get("/metrics").status()).isEqualTo(200);
    }

    /** Traces name users, so that a setting for metrics does not open them. */
    @Test
    void tracesAreForLoopbackAlone() {
        api = api(HttpSettings.DEFAULT.withMetricsFromAnywhere(true));
        assertThat(get("/traces/7").status()).isEqualTo(403);
        Answer forwarded =
                api.send("GET", "/traces/7", new byte[0], "127.0.0.1", List.of("X-Forwarded-For", "127.0.0.1"));
        assertThat(forwarded.status()).isEqualTo(403);
        Answer local = api.send("GET", "/traces/7", new byte[0], "127.0.0.1", List.of());
        assertThat(local.status()).as("nothing is known of it").isEqualTo(404);
        assertThat(local.text("/message")).isEqualTo("7");
        assertThat(api.send("GET", "/traces/x", new byte[0], "127.0.0.1", List.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tracesAreToldToAllWhereThatIsSet() {
        api = api(HttpSettings.DEFAULT.withTracesFromAnywhere(true));
        assertThat(get("/traces/7").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/index.html, text/html; charset=utf-8",
        "/main.js, text/javascript; charset=utf-8",
        "/app.css, text/css; charset=utf-8",
        "/icon.svg, image/svg+xml",
        "/main.js?v=1, text/javascript; charset=utf-8"
    })
    void pageIsServedWithTypesAndAPolicy(String path, String type) {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank();
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void pageThatTheBrowserHasIsNotSentAgain() {
        String tag = get("/app.css").header("ETag");
        Answer answer = api.send("GET", "/app.css", "", "If-None-Match", tag);
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(tag);
        assertThat(api.send("GET", "/main.js", "", "If-None-Match", tag).status())
                .isEqualTo(200);
    }

    @Test
    void allFilesOfThePageAreServed() throws IOException, URISyntaxException {
        URL index = HttpApiTest.class.getResource("/web/index.html");
        Path web = Path.of(index.toURI()).getParent();
        try (Stream<Path> files = Files.list(web)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(Page.FILES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../application.conf", "/..%2f..%2fetc/passwd", "/web/index.html", "//index.html", "/index.html/",
                "/logback.xml", "/%2e%2e/logback.xml", "/..\\logback.xml", "/index.html%00.js", "/./index.html",
                "/db/migration/V1__chat.sql", "index.html", "*", ""
            })
    void pathOutsideOfThePageIsNotFound(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void otherMethodsAreRefused() {
        Answer answer = api.send("POST", "/", "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }

    private Answer get(String path) {
        return api.send("GET", path, "");
    }
}
