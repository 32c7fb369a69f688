package io.minirpc.filter.retry;

import static org.awaitility.Awaitility.await;

import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The rest of a call's way, played by the test. */
final class Attempts implements Invoker {
    final List<Invocation> all = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Attempt> unseen = new LinkedBlockingQueue<>();

    record Attempt(Invocation call, CompletableFuture<Reply> reply) {
        void succeed(Object value) {
            reply.complete(Reply.of(value));
        }

        void fail(Throwable failure) {
            reply.complete(Reply.failed(call.method(), failure));
        }
    }

    @Override
    public CompletionStage<Reply> invoke(Invocation call) {
        Attempt attempt = new Attempt(call, new CompletableFuture<>());
        all.add(call);
        unseen.add(attempt);
        return attempt.reply();
    }

    /** Waits for the next attempt. */
    Attempt next() throws InterruptedException {
        Attempt next = unseen.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no attempt was made");
        }
        return next;
    }

    /** Waits for the next attempt, which another thread makes, and until that listens to the reply. */
    Attempt nextHeard() throws InterruptedException {
        Attempt next = next();
        await().until(() -> next.reply().getNumberOfDependents() > 0);
        return next;
    }
}
