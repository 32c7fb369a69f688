package io.minirpc.gochat.why;

import static java.util.Objects.requireNonNull;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.trace.TraceReport;
import io.minirpc.gochat.trace.TraceReport.Step;
import io.minirpc.gochat.trace.TraceReportCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks processes for what they know of a message, all at the same time. Not thread-safe. */
final class TraceClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 8 << 20;
    private static final int FOUND = 200;
    private static final int UNKNOWN = 404;
    private static final int FORBIDDEN = 403;
    private static final Limits LIMITS =
            Limits.builder().maxDepth(16).maxElements(1_000_000).build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    Answers ask(List<URI> processes, long message) throws InterruptedException {
        Map<URI, CompletableFuture<TraceReport>> asked = new LinkedHashMap<>();
        processes.forEach(process -> asked.put(process, ask(process, message)));
        List<TraceReport> reports = new ArrayList<>();
        Map<String, String> failures = new LinkedHashMap<>();
        for (Map.Entry<URI, CompletableFuture<TraceReport>> one : asked.entrySet()) {
            try {
                reports.add(one.getValue().get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                failures.put(one.getKey().toString(), reason(e.getCause()));
            } catch (TimeoutException e) {
                failures.put(one.getKey().toString(), "no whole answer in time");
            }
        }
        return new Answers(reports, failures);
    }

    private static String reason(@Nullable Throwable failure) {
        String text = failure == null ? null : failure.getMessage();
        return text != null ? text : "it cannot be reached (" + failure + ")";
    }

    private CompletableFuture<TraceReport> ask(URI process, long message) {
        HttpRequest request = HttpRequest.newBuilder(process.resolve("/traces/" + Ids.text(message)))
                .timeout(TIMEOUT)
                .build();
        return http.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(TraceClient::read);
    }

    private static TraceReport read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES);
            int status = response.statusCode();
            TraceReport report = status == FOUND || status == UNKNOWN
                    ? JsonFormat.decode(TraceReportCodec.INSTANCE, bytes, 0, bytes.length, LIMITS)
                    : null;
            if (!isWhole(report)) {
                throw new IllegalStateException("status " + status
                        + (status == FORBIDDEN
                                ? ": traces are for loopback alone (expected: the same machine, or open-traces there)"
                                : " (expected: 200 or 404, with what it knows of the message)"));
            }
            return requireNonNull(report);
        } catch (IOException | CodecException e) {
            throw new IllegalStateException("no report of a gochat process: " + e.getMessage(), e);
        }
    }

    /** Returns whether no field is absent: an absent one is null, although its type says that it cannot be. */
    private static boolean isWhole(@Nullable TraceReport report) {
        return report != null
                && report.process() != null
                && report.spans() != null
                && report.spans().stream().allMatch(TraceClient::isWhole);
    }

    private static boolean isWhole(@Nullable Step step) {
        return step != null
                && step.name() != null
                && areWhole(step.attributes())
                && step.events() != null
                && step.events().stream()
                        .allMatch(event -> event != null && event.name() != null && areWhole(event.attributes()));
    }

    private static boolean areWhole(@Nullable Map<String, String> attributes) {
        return attributes != null && attributes.values().stream().allMatch(Objects::nonNull);
    }
}
