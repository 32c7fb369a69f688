package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.route.Hints;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The conversations that are named to users when they connect. Thread-safe; waits 100 ms at most for the hints. */
final class Waiting {
    private static final long HINTS_MILLIS = 100;

    private final Hints hints;

    Waiting(Hints hints) {
        this.hints = hints;
    }

    /** Adds what waits to each that was opened; never fails. */
    CompletionStage<List<Opened>> add(List<Opened> all) {
        List<CompletableFuture<Opened>> answers = all.stream().map(this::add).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Opened> add(Opened opened) {
        User user = opened.user();
        if (user == null) {
            return CompletableFuture.completedFuture(opened);
        }
        return take(Ids.parse(user.id()))
                .orTimeout(HINTS_MILLIS, TimeUnit.MILLISECONDS)
                .handle((named, failure) -> failure != null ? opened : with(opened, named));
    }

    private CompletableFuture<List<String>> take(long user) {
        try {
            return hints.take(user).toCompletableFuture().copy();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Opened with(Opened opened, List<String> named) {
        List<String> known = named.stream()
                .filter(id -> ConversationId.parse(id).isPresent())
                .limit(Hints.MAX_NAMED)
                .toList();
        return known.isEmpty() ? opened : opened.withWaiting(known);
    }
}
