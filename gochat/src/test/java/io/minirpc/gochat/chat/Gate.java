package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.Faults;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops the first step whose text begins with a prefix, after it was executed, until the gate is opened. A COMMIT is
 * that of a batch of messages, and not that of a committer which has time to delete old answers.
 */
final class Gate implements Faults.Hook {
    private final String prefix;
    private final @Nullable Supplier<SQLException> failure;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Thread batch;

    Gate(String prefix) {
        this(prefix, null);
    }

    /** @param failure what the step fails with once the gate is open, although it was executed */
    Gate(String prefix, @Nullable Supplier<SQLException> failure) {
        this.prefix = prefix;
        this.failure = failure;
    }

    @Override
    public void after(String step) throws SQLException {
        if (step.startsWith("INSERT INTO dedup")) {
            batch = Thread.currentThread();
        }
        boolean stops = step.startsWith(prefix) && (!step.equals("COMMIT") || Thread.currentThread() == batch);
        if (stops && arrived.getCount() > 0) {
            pass();
            if (failure != null) {
                throw failure.get();
            }
        }
    }

    /** Waits at the gate. */
    void pass() {
        arrived.countDown();
        await(opened);
    }

    void awaitArrival() {
        await(arrived);
    }

    void open() {
        opened.countDown();
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("nothing happened for a minute");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
