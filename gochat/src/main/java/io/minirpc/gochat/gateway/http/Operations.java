package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.frame.ErrorCode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Health and metrics, for operators. Thread-safe. */
final class Operations {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<List<String>> faults;
    private final Supplier<String> metrics;
    private final boolean metricsFromAnywhere;

    /**
     * Creates the answers.
     *
     * @param faults returns why this process is not ready, asked on event loops; empty if it is
     * @param metrics returns the metrics in the text format of Prometheus, asked on the common pool
     */
    Operations(Supplier<List<String>> faults, Supplier<String> metrics, boolean metricsFromAnywhere) {
        this.faults = faults;
        this.metrics = metrics;
        this.metricsFromAnywhere = metricsFromAnywhere;
    }

    /** Answers a GET; empty where the path is another one. */
    Optional<CompletionStage<FullHttpResponse>> answer(HttpCall call, String remoteAddress) {
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
        List<String> found = faults.get();
        return found.isEmpty()
                ? HttpAnswers.text(HttpResponseStatus.OK, PLAIN, "ready\n")
                : HttpAnswers.text(
                        HttpResponseStatus.SERVICE_UNAVAILABLE, PLAIN, "not ready\n" + String.join("\n", found) + "\n");
    }

    /** Answers with the metrics, which are collected on another thread, since that may take milliseconds. */
    private CompletionStage<FullHttpResponse> metrics(HttpCall call, String remoteAddress) {
        if (!metricsFromAnywhere && !isLocal(call, remoteAddress)) {
            throw HttpFailure.of(ErrorCode.FORBIDDEN, "metrics are for loopback alone");
        }
        return CompletableFuture.supplyAsync(metrics)
                .thenApply(text -> HttpAnswers.text(HttpResponseStatus.OK, PROMETHEUS, text));
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
