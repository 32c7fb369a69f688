package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.gateway.HttpRequests;
import io.minirpc.gochat.gateway.RemoteAddress;
import io.minirpc.gochat.limit.RateLimiter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the HTTP requests that docs/protocol.md lists, and those for the page. Thread-safe, and nothing blocks: the
 * accounts are asked by calls.
 */
public final class HttpApi implements HttpRequests {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final int MAX_ADDRESSES = 50_000;

    private final AccountApi accounts;
    private final Operations operations;
    private final Page page = new Page();
    private final RateLimiter rates;

    /**
     * Creates an API.
     *
     * @param insight what operators may ask
     */
    public HttpApi(AccountService accounts, Insight insight, HttpSettings settings) {
        this(accounts, insight, settings, Clock.systemUTC());
    }

    HttpApi(AccountService accounts, Insight insight, HttpSettings settings, Clock clock) {
        this.accounts = new AccountApi(accounts, clock);
        this.operations = new Operations(insight, settings);
        this.rates = new RateLimiter(settings.requestsOfAddress(), MAX_ADDRESSES, System::nanoTime);
    }

    @Override
    public CompletionStage<FullHttpResponse> handle(FullHttpRequest request, String remoteAddress) {
        HttpCall call = new HttpCall(request, pathOf(request.uri()), RemoteAddress.limitKey(remoteAddress));
        CompletionStage<FullHttpResponse> answer;
        try {
            answer = call.path().startsWith("/api/") ? account(call) : other(call, remoteAddress);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(failure -> failed(call, failure));
    }

    static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private CompletionStage<FullHttpResponse> account(HttpCall call) {
        long retryAfterMs = rates.tryTake(call.address());
        if (retryAfterMs > 0) {
            throw HttpFailure.of(
                    new Refusal(ErrorCode.RATE_LIMITED, retryAfterMs, "too many requests from this address"));
        }
        return accounts.answer(call);
    }

    private CompletionStage<FullHttpResponse> other(HttpCall call, String remoteAddress) {
        if (!call.request().method().equals(HttpMethod.GET)) {
            return CompletableFuture.completedFuture(HttpAnswers.otherMethod("GET"));
        }
        return operations
                .answer(call, remoteAddress)
                .orElseGet(() -> CompletableFuture.completedFuture(page.answer(call)
                        .orElseThrow(() -> HttpFailure.of(ErrorCode.NOT_FOUND, "there is no such path"))));
    }

    private static FullHttpResponse failed(HttpCall call, Throwable failure) {
        HttpFailure answer = HttpFailure.of(failure);
        if (answer.refusal().code() == ErrorCode.INTERNAL) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            LOG.error("{} {} failed", call.method(), call.path(), cause);
        }
        return HttpAnswers.failure(answer);
    }
}
