package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.trace.TraceReport;
import io.minirpc.gochat.trace.TraceReportCodec;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Health, metrics and traces, for operators. Thread-safe. */
final class Operations {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private static final String TRACES = "/traces/";

    private final Insight insight;
    private final HttpSettings settings;

    Operations(Insight insight, HttpSettings settings) {
        this.insight = insight;
        this.settings = settings;
    }

    /** Answers a GET; empty where the path is another one. */
    Optional<CompletionStage<FullHttpResponse>> answer(HttpCall call, String remoteAddress) {
        if (call.path().startsWith(TRACES)) {
            return Optional.of(trace(call, remoteAddress));
        }
        return switch (call.path()) {
            case "/health/live" -> Optional.of(CompletableFuture.completedFuture(live()));
            case "/health/ready" -> Optional.of(CompletableFuture.completedFuture(ready()));
            case "/metrics" -> Optional.of(metrics(call, remoteAddress));
            default -> Optional.empty();
        };
    }

    private static FullHttpResponse live() {
        return HttpAnswers.text(HttpResponseStatus.OK, PLAIN, "live\n");
    }

    private FullHttpResponse ready() {
        List<String> found = insight.faults().get();
        return found.isEmpty()
                ? HttpAnswers.text(HttpResponseStatus.OK, PLAIN, "ready\n")
                : HttpAnswers.text(
                        HttpResponseStatus.SERVICE_UNAVAILABLE, PLAIN, "not ready\n" + String.join("\n", found) + "\n");
    }

    /** Answers with the metrics, which are collected on another thread, since that may take milliseconds. */
    private CompletionStage<FullHttpResponse> metrics(HttpCall call, String remoteAddress) {
        if (!settings.metricsFromAnywhere() && !isLocal(call, remoteAddress)) {
            throw HttpFailure.of(ErrorCode.FORBIDDEN, "metrics are for loopback alone");
        }
        return CompletableFuture.supplyAsync(insight.metrics())
                .thenApply(text -> HttpAnswers.text(HttpResponseStatus.OK, PROMETHEUS, text));
    }

    /** Answers with the spans of a message, which are collected on another thread too. */
    private CompletionStage<FullHttpResponse> trace(HttpCall call, String remoteAddress) {
        if (!settings.tracesFromAnywhere() && !isLocal(call, remoteAddress)) {
            throw HttpFailure.of(ErrorCode.FORBIDDEN, "traces are for loopback alone");
        }
        long message = Ids.parse(call.path().substring(TRACES.length()));
        if (message == 0) {
            throw HttpFailure.of(ErrorCode.INVALID, "another path (expected: /traces/ and the id of a message)");
        }
        return CompletableFuture.supplyAsync(() -> insight.traces().apply(message))
                .thenApply(Operations::answer);
    }

    private static FullHttpResponse answer(TraceReport report) {
        return HttpAnswers.json(
                report.spans().isEmpty() ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.OK,
                TraceReportCodec.INSTANCE,
                report);
    }

    /** What a proxy on this computer forwards comes from loopback too, and is not local. */
    private static boolean isLocal(HttpCall call, String remoteAddress) {
        boolean forwarded = call.headers().contains("X-Forwarded-For")
                || call.headers().contains("Forwarded")
                || call.headers().contains("Via");
        byte[] address = NetUtil.createByteArrayFromIpAddressString(remoteAddress);
        return !forwarded
                && address != null
                && NetUtil.createInetAddressFromIpAddressString(remoteAddress).isLoopbackAddress();
    }
}
