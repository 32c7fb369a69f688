package io.minirpc.samples.cluster;

import io.minirpc.client.EndpointStatus;
import io.minirpc.client.RpcClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Prints how the calls of each second spread over the servers: a line for each second, a bar for each server. */
final class Timeline {
    private static final int BAR_OF_ALL_CALLS = 20;

    private final RpcClient client;
    private final Callers callers;
    private final List<WorkerSpec> workers;
    private long nextNanos;
    private int second;
    private long answered;

    Timeline(RpcClient client, Callers callers, List<WorkerSpec> workers) {
        this.client = client;
        this.callers = callers;
        this.workers = workers;
    }

    /** Prints the names; the first second begins. */
    void begin() {
        StringBuilder line = new StringBuilder("second  ");
        workers.forEach(worker -> line.append(cell(worker.toString())));
        System.out.println(line.append("failed"));
        callers.take();
        nextNanos = System.nanoTime();
    }

    /** Says what happens between two seconds. */
    void say(String what) {
        System.out.println("------  " + what);
    }

    /** Shows some seconds; returns how many calls failed in them. */
    long show(int seconds) throws InterruptedException {
        long failed = 0;
        for (int i = 0; i < seconds; i++) {
            failed += showSecond();
        }
        return failed;
    }

    /** Shows seconds until something has happened, for a while at most; returns how many calls failed in them. */
    long showUntil(BooleanSupplier happened, int maxSeconds) throws InterruptedException {
        long failed = 0;
        for (int i = 0; i < maxSeconds && !happened.getAsBoolean(); i++) {
            failed += showSecond();
        }
        return failed;
    }

    /** Tells whether a server can be called, as far as the client knows. */
    boolean isReady(WorkerSpec worker) {
        return client.endpoints(WorkerMethods.WORK.service()).stream()
                .anyMatch(status -> isOf(worker, status) && status.state() == EndpointStatus.State.READY);
    }

    /** Tells whether a server is in etcd, as far as the client knows. */
    boolean isListed(WorkerSpec worker) {
        return client.endpoints(WorkerMethods.WORK.service()).stream().anyMatch(status -> isOf(worker, status));
    }

    /** Returns how many calls were answered in the seconds shown. */
    long answered() {
        return answered;
    }

    private long showSecond() throws InterruptedException {
        nextNanos += TimeUnit.SECONDS.toNanos(1);
        TimeUnit.NANOSECONDS.sleep(nextNanos - System.nanoTime());
        Callers.Counts counts = callers.take();
        long all = counts.answered().values().stream().mapToLong(count -> count).sum();
        answered += all;
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%6d  ", ++second));
        for (WorkerSpec worker : workers) {
            long count = counts.answered().getOrDefault(worker.name(), 0L);
            line.append(cell(count > 0 ? bar(count, all) : "(" + state(worker) + ")"));
        }
        System.out.println(line.append(String.format(Locale.ROOT, "%6d", counts.failed())));
        return counts.failed();
    }

    private static String bar(long count, long all) {
        int length = (int) Math.round((double) BAR_OF_ALL_CALLS * count / all);
        return String.format(Locale.ROOT, "%-14s %5d", "#".repeat(length), count);
    }

    private String state(WorkerSpec worker) {
        return isReady(worker) ? "no calls" : isListed(worker) ? "connecting" : "not in etcd";
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, "%-22s", text);
    }

    private static boolean isOf(WorkerSpec worker, EndpointStatus status) {
        return worker.name().equals(status.endpoint().metadata().get(WorkerServer.NAME));
    }
}
