package bad;

import io.minirpc.annotation.Hedge;
import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RateLimit;
import io.minirpc.annotation.Retry;
import io.minirpc.annotation.RpcInterface;

class Policies {
    @RpcInterface
    interface Methods {
        @Retry // error: [NotIdempotent] Policies.Methods.retried has @Retry, but is not @Idempotent, and a call that may have run must not be made again; add @Idempotent if running twice does no harm, or put @Retry on other methods only
        void retried();

        @Hedge(delayMillis = 10) // error: [NotIdempotent] Policies.Methods.hedged has @Hedge, but is not @Idempotent, and a call that may have run must not be made again; add @Idempotent if running twice does no harm, or put @Hedge on other methods only
        void hedged();

        @Idempotent
        @Retry(maxAttempts = 1, initialBackoffMillis = 0, maxBackoffMillis = -1) // error: [BadPolicy] Policies.Methods.never: initialBackoffMillis = 0 (expected: 1 or more); choose another // error: [BadPolicy] Policies.Methods.never: maxAttempts = 1 (expected: 2 to 10, the first one included); choose another // error: [BadPolicy] Policies.Methods.never: maxBackoffMillis = -1 (expected: 1 or more); choose another
        void never();

        @Idempotent
        @Retry(maxAttempts = 11, initialBackoffMillis = 100, maxBackoffMillis = 99) // error: [BadPolicy] Policies.Methods.often: maxAttempts = 11 (expected: 2 to 10, the first one included); choose another // error: [BadPolicy] Policies.Methods.often: maxBackoffMillis = 99 (expected: not less than initialBackoffMillis, 100); choose another
        void often();

        @Idempotent
        @Hedge(delayMillis = 0, maxAttempts = 1) // error: [BadPolicy] Policies.Methods.early: delayMillis = 0 (expected: 1 or more); choose another // error: [BadPolicy] Policies.Methods.early: maxAttempts = 1 (expected: 2 to 10, the first one included); choose another
        void early();

        @RateLimit(perSecond = 0, burst = 0) // error: [BadPolicy] Policies.Methods.nothing: burst = 0 (expected: 1 to 1000000); choose another // error: [BadPolicy] Policies.Methods.nothing: perSecond = 0.0 (expected: 0.001 to 10000000); choose another
        void nothing();

        @RateLimit(perSecond = Double.NaN, burst = 1) // error: [BadPolicy] Policies.Methods.notANumber: perSecond = NaN (expected: 0.001 to 10000000); choose another
        void notANumber();

        @RateLimit(perSecond = 1 / 0.0, burst = 1) // error: [BadPolicy] Policies.Methods.unlimited: perSecond = Infinity (expected: 0.001 to 10000000); choose another
        void unlimited();
    }

    @RpcInterface
    @Retry
    interface All extends Base {
        void unsafe(); // error: [NotIdempotent] Policies.All.unsafe has @Retry by way of Policies.All, but is not @Idempotent, and a call that may have run must not be made again; add @Idempotent if running twice does no harm, or put @Retry on other methods only

        @Idempotent
        void safe();
    }

    @Hedge(delayMillis = 5)
    interface Base {
        void inherited(); // error: [NotIdempotent] Policies.All.inherited has @Hedge by way of Policies.Base, but is not @Idempotent, and a call that may have run must not be made again; add @Idempotent if running twice does no harm, or put @Hedge on other methods only // error: [NotIdempotent] Policies.All.inherited has @Retry by way of Policies.All, but is not @Idempotent, and a call that may have run must not be made again; add @Idempotent if running twice does no harm, or put @Retry on other methods only
    }

    @RpcInterface
    @Hedge(delayMillis = -5) // error: [BadPolicy] Policies.Wrong: delayMillis = -5 (expected: 1 or more); choose another
    interface Wrong {
        @Idempotent
        void one();

        @Idempotent
        void other();
    }
}
