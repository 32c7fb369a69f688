package io.minirpc.gochat.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Gathers questions while calls run, and asks them together. Thread-safe.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
final class Batcher<Q, A> {
    private final int maxBatch;
    private final int maxRunning;
    private final Function<List<Q>, CompletionStage<List<A>>> call;
    private final Queue<Asked<Q, A>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Creates a batcher.
     *
     * @param maxBatch how many questions a call may have
     * @param maxRunning how many calls may run at once
     * @param call asks several; answers in order
     */
    Batcher(int maxBatch, int maxRunning, Function<List<Q>, CompletionStage<List<A>>> call) {
        this.maxBatch = maxBatch;
        this.maxRunning = maxRunning;
        this.call = call;
    }

    /** Asks. Whoever cancels the answer before the call has begun is left out. */
    CompletableFuture<A> ask(Q question) {
        Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
        List<Asked<Q, A>> batch;
        synchronized (this) {
            waiting.add(asked);
            batch = next();
        }
        run(batch);
        return asked.answer;
    }

    private List<Asked<Q, A>> next() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        if (running < maxRunning) {
            while (batch.size() < maxBatch && !waiting.isEmpty()) {
                Asked<Q, A> asked = waiting.remove();
                if (!asked.answer.isDone()) {
                    batch.add(asked);
                }
            }
            running += batch.isEmpty() ? 0 : 1;
        }
        return batch;
    }

    private void run(List<Asked<Q, A>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        CompletionStage<List<A>> answers;
        try {
            answers = call.apply(batch.stream().map(Asked::question).toList());
        } catch (RuntimeException e) {
            answers = CompletableFuture.failedStage(e);
        }
        answers.whenComplete((list, failure) -> {
            List<Asked<Q, A>> following;
            synchronized (this) {
                running--;
                following = next();
            }
            run(following);
            complete(batch, list, failure);
        });
    }

    private static <Q, A> void complete(List<Asked<Q, A>> batch, List<A> answers, Throwable failure) {
        boolean fits = failure == null && answers.size() == batch.size();
        for (int i = 0; i < batch.size(); i++) {
            if (fits) {
                batch.get(i).answer.complete(answers.get(i));
            } else {
                batch.get(i)
                        .answer
                        .completeExceptionally(
                                failure != null
                                        ? failure
                                        : new IllegalStateException(
                                                answers.size() + " answers (expected: " + batch.size() + ")"));
            }
        }
    }

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}
}
