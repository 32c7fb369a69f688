package policies;

import io.minirpc.annotation.Hedge;
import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.Retry;

@Idempotent
@Retry(maxAttempts = 5)
@Hedge(delayMillis = 20)
interface Reads<T> {
    T get(String key);

    @Hedge(delayMillis = 100, maxAttempts = 3)
    long count();
}
