package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.PushQueue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bus in this process. Thread-safe. What does not fit into a gateway's queue is lost, and logged. */
public final class MemoryBus implements Bus, AutoCloseable {
    private final Map<String, List<PushQueue>> queues = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "gochat-bus");
        made.setDaemon(true);
        return made;
    });

    @Override
    public void publish(String gateway, Push push) {
        queues.getOrDefault(gateway, List.of()).forEach(queue -> queue.add(push));
    }

    @Override
    public void giveUp() {
        queues.values().forEach(all -> all.forEach(queue -> queue.suspect("a push was given up")));
    }

    @Override
    public AutoCloseable subscribe(String gateway, Listener listener) {
        PushQueue queue = new PushQueue(gateway, listener, thread);
        queues.computeIfAbsent(gateway, id -> new CopyOnWriteArrayList<>()).add(queue);
        return () -> {
            queue.close();
            queues.computeIfPresent(gateway, (id, all) -> {
                all.remove(queue);
                return all.isEmpty() ? null : all;
            });
        };
    }

    /** Ends the bus's thread; what waits is lost. */
    @Override
    public void close() {
        queues.values().forEach(all -> all.forEach(PushQueue::close));
        queues.clear();
        thread.shutdown();
    }
}
