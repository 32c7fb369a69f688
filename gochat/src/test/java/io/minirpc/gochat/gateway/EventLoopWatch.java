package io.minirpc.gochat.gateway;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds event loops that wait inside our code, or ask a database: samples their stacks. What blocks a loop for so long
 * that it matters is seen by many samples. BlockHound would see each call, but it rewrites the JDK's classes, by flags
 * that differ between JDK 17 and 25.
 */
final class EventLoopWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 5;
    private static final int SAMPLES = 4; // so that a contended lock of a moment is none
    private static final Set<String> WAITING = Set.of(
            "jdk.internal.misc.Unsafe.park",
            "java.lang.Object.wait",
            "java.lang.Object.wait0",
            "java.lang.Thread.sleep",
            "java.lang.Thread.sleep0",
            "java.lang.Thread.sleepNanos0");
    private static final List<String> DATABASE = List.of("java.sql.", "org.h2.", "com.zaxxer.");

    private final String threads;
    private final Thread thread = new Thread(this::watch, "event-loop-watch");
    private final Map<Thread, Integer> samples = new HashMap<>();
    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    /**
     * Starts to watch.
     *
     * @param threads how the names of the event loops begin
     */
    EventLoopWatch(String threads) {
        this.threads = threads;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!ended) {
            Thread.getAllStackTraces().forEach(this::look);
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Thread seen, StackTraceElement[] stack) {
        if (!seen.getName().startsWith(threads)) {
            return;
        }
        boolean database = has(stack, DATABASE);
        boolean waits = stack.length > 0
                && WAITING.contains(stack[0].getClassName() + "." + stack[0].getMethodName())
                && has(stack, List.of("io.minirpc."));
        int count = waits ? samples.merge(seen, 1, Integer::sum) : 0;
        if (!waits) {
            samples.remove(seen);
        }
        if (database || count == SAMPLES) {
            found.add(seen.getName() + " " + Arrays.toString(stack));
        }
    }

    private static boolean has(StackTraceElement[] stack, List<String> packages) {
        return Arrays.stream(stack).anyMatch(frame -> packages.stream().anyMatch(frame.getClassName()::startsWith));
    }

    /** Returns the stacks of those that waited. */
    List<String> found() {
        return List.copyOf(found);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.interrupt();
        thread.join();
    }
}
