package io.minirpc.gochat.why;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.trace.TraceReport;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks processes for what they know of a message, all at the same time. Not thread-safe. */
final class TraceClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 8 << 20;
    private static final int FOUND = 200;
    private static final int UNKNOWN = 404;
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
                reports.add(one.getValue().get());
            } catch (ExecutionException e) {
                failures.put(one.getKey().toString(), String.valueOf(e.getCause()));
            }
        }
        return new Answers(reports, failures);
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
            if (report == null || report.process() == null || report.spans() == null) {
                throw new IllegalStateException("status " + status
                        + (status == 403 ? ", traces are for loopback alone: ask on that machine, or set open-traces"
                                : " (expected: 200 or 404, with what it knows of the message)"));
            }
            return report;
        } catch (IOException | CodecException e) {
            throw new IllegalStateException("no report of a gochat process: " + e.getMessage(), e);
        }
    }
}
