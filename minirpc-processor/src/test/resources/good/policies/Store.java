package policies;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RateLimit;
import io.minirpc.annotation.Retry;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;

@RpcInterface
@RateLimit(perSecond = 1000, burst = 100)
public interface Store extends Reads<String> {
    @RpcMethod(timeoutMillis = 500)
    @Idempotent
    @Retry(maxAttempts = 2, initialBackoffMillis = 10, maxBackoffMillis = 100)
    @RateLimit(perSecond = 0.5, burst = 1)
    void put(@HashKey String key, String value);

    void append(String key, String value);
}
