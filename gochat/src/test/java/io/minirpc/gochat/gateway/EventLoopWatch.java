package io.minirpc.gochat.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds event loops that wait inside our code: samples their stacks. A waiting thread stays where it is for many
 * samples, so sampling sees it; rewriting the JDK's classes, as BlockHound does, needs flags that differ between JDKs.
 * Waiting for a lock is reported only if it lasts for two samples.
 */
final class EventLoopWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 5;

    private final Thread thread = new Thread(this::watch, "event-loop-watch");
    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    EventLoopWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!ended) {
            for (Map.Entry<Thread, StackTraceElement[]> entry :
                    Thread.getAllStackTraces().entrySet()) {
                Thread seen = entry.getKey();
                if (seen.getName().startsWith("gochat-gateway") && waitsInOurs(seen, entry.getValue())) {
                    found.add(seen.getName() + " " + Arrays.toString(entry.getValue()));
                }
            }
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean waitsInOurs(Thread thread, StackTraceElement[] stack) {
        boolean ours =
                Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("io.minirpc."));
        boolean waits = stack.length > 0
                && List.of("park", "wait", "sleep", "sleep0", "wait0", "join").contains(stack[0].getMethodName());
        boolean jdbc = Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().startsWith("java.sql.")
                        || frame.getClassName().startsWith("org.h2."));
        return ours && (waits || jdbc);
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
