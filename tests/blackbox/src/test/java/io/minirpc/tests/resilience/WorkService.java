package io.minirpc.tests.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The service that all tests call. Those that need another behaviour override it. */
class WorkService implements Work {
    private final AtomicInteger begun = new AtomicInteger();
    private final ConcurrentHashMap<Long, Integer> executions;

    WorkService() {
        this(new ConcurrentHashMap<>());
    }

    /** Creates a service that counts the executions of {@link #once} together with others. */
    WorkService(ConcurrentHashMap<Long, Integer> executions) {
        this.executions = executions;
    }

    @Override
    public String echo(String text) {
        return text;
    }

    @Override
    public String echoInline(String text) {
        return text;
    }

    @Override
    public long sleep(long millis) {
        pause(millis);
        return millis;
    }

    @Override
    public byte[] bytes(int count) {
        return new byte[count];
    }

    @Override
    public CompletableFuture<Long> later(long millis) {
        begun.incrementAndGet();
        return new CompletableFuture<Long>().completeOnTimeout(millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void once(long id, long sleepMillis) {
        executions.merge(id, 1, Integer::sum);
        pause(sleepMillis);
    }

    @Override
    public String fail(String how) {
        switch (how) {
            case "RuntimeException" -> throw new IllegalStateException("the secret");
            case "Error" -> throw new AssertionError("the secret");
            case "StackOverflowError" -> {
                return fail(how) + fail(how);
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    @Override
    public String failInline(String how) {
        return fail(how);
    }

    @Override
    public CompletableFuture<String> failLater(String how) {
        return CompletableFuture.supplyAsync(() -> fail(how));
    }

    @Override
    public int begun() {
        return begun.get();
    }

    @Override
    public long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    static void pause(long millis) {
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
