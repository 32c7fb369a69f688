package io.minirpc.gochat.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test class whose buffers were lost. Netty finds them late, when the garbage collector has; so one is lost
 * on purpose, and when that was found the others were too.
 */
public final class LeakCheck implements AfterAllCallback {
    private static final String BAIT = "lost on purpose, no. ";
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger BAITS = new AtomicInteger();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            return; // a buffer among many would be watched
        }
        String bait = BAIT + BAITS.incrementAndGet() + ";";
        PooledByteBufAllocator.DEFAULT.buffer(16).touch(bait);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (FOUND.stream().noneMatch(leak -> leak.contains(bait))) {
            assertThat(System.nanoTime()).as("a lost buffer is found").isLessThan(end);
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer(16).release(); // looks for what was found
        }
        FOUND.removeIf(leak -> leak.contains(bait));
        assertThat(FOUND).as("lost buffers").isEmpty();
    }

    private static final class Factory extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // is abstract
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return newResourceLeakDetector(resource, samplingInterval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return new Detector<>(resource, samplingInterval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<?> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            FOUND.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            FOUND.add(resource);
        }
    }
}
