package io.minirpc.gochat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a process can serve. Conditions are looked at on demand; questions are asked every 2 s, on a thread of their
 * own. Both are added before the start; thread-safe afterwards.
 */
final class Readiness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final long INTERVAL_SECONDS = 2;
    private static final long ANSWER_SECONDS = 3;

    private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "gochat-readiness");
        created.setDaemon(true);
        return created;
    });
    private volatile List<String> answered = List.of("it starts");

    @FunctionalInterface
    private interface Question {
        Optional<String> fault() throws InterruptedException;
    }

    /** Adds a condition, looked at on event loops. */
    Readiness require(String fault, BooleanSupplier condition) {
        conditions.put(fault, condition);
        return this;
    }

    /**
     * Adds a question that must be answered within 3 s.
     *
     * @param fault returns what is wrong with an answer; empty if nothing is
     */
    <T> Readiness ask(String name, Supplier<CompletionStage<T>> question, Function<T, Optional<String>> fault) {
        questions.put(name, () -> {
            try {
                return fault.apply(question.get().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                return Optional.of("no answer");
            }
        });
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
            for (Map.Entry<String, Question> question : questions.entrySet()) {
                question.getValue().fault().ifPresent(fault -> found.add(question.getKey() + ": " + fault));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!found.equals(answered)) {
            LOG.info(found.isEmpty() ? "Ready" : "Not ready: {}", String.join(", ", found));
        }
        answered = List.copyOf(found);
    }

    /** Returns why this process cannot serve; empty if it can. Does not block. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(answered);
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
