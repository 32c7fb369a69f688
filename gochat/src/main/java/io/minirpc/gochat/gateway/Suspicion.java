package io.minirpc.gochat.gateway;

import io.netty.util.concurrent.EventExecutor;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of a gateway to a possible loss of pushes or routes. Each connection sends two heartbeats, by which its
 * client finds what it lacks: at most {@value #PER_SECOND} connections a second, one pass at a time, with a pause
 * between two passes, so that many small losses do not become a storm of heartbeats. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class Suspicion {
    private static final Logger LOG = LoggerFactory.getLogger(Suspicion.class);

    /** The most connections that begin within a second. */
    static final int PER_SECOND = 2_000;

    private final Collection<Loop> loops;
    private final EventExecutor timer;
    private final GatewaySettings settings;
    private final Runnable counted;
    private boolean running;
    private boolean again;

    /** @param counted runs at each suspicion */
    Suspicion(Collection<Loop> loops, EventExecutor timer, GatewaySettings settings, Runnable counted) {
        this.loops = loops;
        this.timer = timer;
        this.settings = settings;
        this.counted = counted;
    }

    /** Begins a pass over all connections; while one runs, another one follows it. */
    void suspect(String reason) {
        LOG.info("pushes may have been lost ({}): connections compare with the truth", reason);
        counted.run();
        timer.execute(this::begin);
    }

    private void begin() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        int count = loops.stream().mapToInt(Loop::size).sum();
        long spread = TimeUnit.SECONDS.toNanos(count) / PER_SECOND;
        loops.forEach(loop -> loop.suspect(spread));
        timer.schedule(this::end, spread + settings.nanos(Timing.SUSPICION), TimeUnit.NANOSECONDS);
    }

    private void end() {
        running = false;
        if (again) {
            again = false;
            begin();
        }
    }

    /** Writes the routes and registrations of all connections again; done when all was written or has failed. */
    CompletionStage<Void> writeAgain() {
        return CompletableFuture.allOf(loops.stream().map(Loop::writeAgain).toArray(CompletableFuture<?>[]::new));
    }
}
