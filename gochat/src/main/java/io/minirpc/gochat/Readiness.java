package io.minirpc.gochat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readiness of a process. Conditions are looked at on demand; questions are asked every 2 s, on a thread of their
 * own. Both are added before the start; thread-safe afterwards.
 */
final class Readiness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final long INTERVAL_SECONDS = 2;
    private static final long ANSWER_SECONDS = 3;
    private static final List<String> STARTING = List.of("it starts");

    private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();
    private final Map<String, Supplier<? extends CompletionStage<?>>> questions = new LinkedHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "gochat-readiness");
        created.setDaemon(true);
        return created;
    });
    private volatile List<String> unanswered = STARTING;

    /** Adds a condition, looked at on event loops. */
    Readiness require(String fault, BooleanSupplier condition) {
        conditions.put(fault, condition);
        return this;
    }

    /** Adds a question, whose fault it is if it is not answered within 3 s. */
    Readiness ask(String fault, Supplier<? extends CompletionStage<?>> question) {
        questions.put(fault, question);
        return this;
    }

    /** Asks all questions once, and goes on asking them. */
    Readiness start() {
        ask();
        var unused = thread.scheduleWithFixedDelay(this::ask, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    private void ask() {
        List<String> found = new ArrayList<>();
        try {
            for (Map.Entry<String, Supplier<? extends CompletionStage<?>>> question : questions.entrySet()) {
                if (!isAnswered(question.getValue())) {
                    found.add(question.getKey());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        log(found);
        unanswered = List.copyOf(found);
    }

    /** A start that went well says nothing. */
    private void log(List<String> found) {
        boolean startedWell = found.isEmpty() && unanswered.equals(STARTING);
        if (!found.equals(unanswered) && !startedWell) {
            LOG.info(found.isEmpty() ? "Ready" : "Not ready: {}", String.join(", ", found));
        }
    }

    private static boolean isAnswered(Supplier<? extends CompletionStage<?>> question) throws InterruptedException {
        try {
            question.get().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debug("A question of readiness was not answered", e);
            return false;
        }
    }

    /** Returns why this process cannot serve; empty if it can. Does not block. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(unanswered);
        conditions.forEach((fault, condition) -> {
            if (!condition.getAsBoolean()) {
                faults.add(fault);
            }
        });
        return faults;
    }

    /** Ends the questions; from now on the process is not ready. */
    @Override
    public void close() {
        thread.shutdownNow();
        conditions.put("it stops", () -> false);
    }
}
