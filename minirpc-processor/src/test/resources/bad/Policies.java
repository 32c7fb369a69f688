package bad;

import io.minirpc.annotation.Hedge;
import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RateLimit;
import io.minirpc.annotation.Retry;
import io.minirpc.annotation.RpcInterface;

class Policies {
    @RpcInterface
    interface Methods {
        @Retry // error: [NotIdempotent] x
        void retried();

        @Hedge(delayMillis = 10) // error: [NotIdempotent] x
        void hedged();

        @Idempotent
        @Retry(maxAttempts = 1, initialBackoffMillis = 0, maxBackoffMillis = -1) // error: [BadPolicy] x
        void never();

        @Idempotent
        @Retry(maxAttempts = 11, initialBackoffMillis = 100, maxBackoffMillis = 99) // error: [BadPolicy] x
        void often();

        @Idempotent
        @Hedge(delayMillis = 0, maxAttempts = 1) // error: [BadPolicy] x
        void early();

        @RateLimit(perSecond = 0, burst = 0) // error: [BadPolicy] x
        void nothing();

        @RateLimit(perSecond = Double.NaN, burst = 1) // error: [BadPolicy] x
        void notANumber();

        @RateLimit(perSecond = 1 / 0.0, burst = 1) // error: [BadPolicy] x
        void unlimited();
    }

    @RpcInterface
    @Retry
    interface All extends Base {
        void unsafe(); // error: x

        @Idempotent
        void safe();
    }

    @Hedge(delayMillis = 5)
    interface Base {
        void inherited(); // error: x
    }

    @RpcInterface
    @Hedge(delayMillis = -5)
    interface Wrong {
        @Idempotent
        void one();

        @Idempotent
        void other();
    }
}
