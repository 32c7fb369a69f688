package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EvictionsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger done = new AtomicInteger();
    private final Evictions evictions = new Evictions(done::incrementAndGet, now::get);

    @Test
    void brokenConnectionsAreEvictedEachTime() {
        evictions.now();
        evictions.now();
        assertThat(done).hasValue(2);
    }

    @Test
    void misledConnectionsAreEvictedAtOnceAndThenOnceASecond() {
        for (int i = 0; i < 100; i++) {
            evictions.soon();
        }
        assertThat(done).hasValue(1);
        now.addAndGet(Evictions.PAUSE_NANOS);
        for (int i = 0; i < 100; i++) {
            evictions.soon();
        }
        assertThat(done).hasValue(2);
    }

    @Test
    void evictionThatIsDueHappensThoughNothingFailsAnyMore() {
        evictions.soon();
        evictions.soon();
        evictions.catchUp();
        assertThat(done).hasValue(1);
        now.addAndGet(Evictions.PAUSE_NANOS);
        evictions.catchUp();
        evictions.catchUp();
        assertThat(done).hasValue(2);
    }
}
