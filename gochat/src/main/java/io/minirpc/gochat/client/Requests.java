package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The requests of a connection that have no answer yet. Belongs to the loop, on which the answers are completed. */
final class Requests {
    private static final int MAX_OPEN = 1_000;

    private final Map<Long, Open> open = new LinkedHashMap<>();
    private long lastId;

    private record Open(Answered answered, long askedNanos) {}

    /** Returns a request with the next id; null if it is refused, since too many wait already. */
    @Nullable
    ClientFrame ask(LongFunction<? extends ClientFrame> request, Answered answered) {
        if (open.size() >= MAX_OPEN) {
            answered.answered(
                    null,
                    new RefusedException(
                            ErrorCode.RATE_LIMITED, true, 1_000, MAX_OPEN + " requests wait for an answer already"));
            return null;
        }
        long id = ++lastId;
        open.put(id, new Open(answered, System.nanoTime()));
        return request.apply(id);
    }

    /** Takes a frame if it is an answer; returns whether it is. */
    boolean answer(ServerFrame frame) {
        Long id = idOf(frame);
        Open request = id == null ? null : open.remove(id);
        if (request == null) {
            return id != null; // nobody waits for it
        }
        if (frame instanceof Failure failure) {
            request.answered.answered(null, RefusedException.of(failure));
        } else {
            request.answered.answered(frame, null);
        }
        return true;
    }

    /** Fails the request whose answer could not be read. */
    void unreadable(long id, String why) {
        Open request = open.remove(id);
        if (request != null) {
            request.answered.answered(
                    null, new RefusedException(ErrorCode.INTERNAL, false, 0, "an answer that cannot be read: " + why));
        }
    }

    /** Returns for how long the oldest request has no answer, 0 without any. */
    long oldestMs() {
        return open.values().stream()
                .findFirst()
                .map(request -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.askedNanos))
                .orElse(0L);
    }

    /** Fails all, since the connection broke. */
    void lost() {
        List<Open> unanswered = new ArrayList<>(open.values());
        open.clear();
        unanswered.forEach(
                request -> request.answered.answered(null, new ConnectionLostException("the connection was lost")));
    }

    private static @Nullable Long idOf(ServerFrame frame) {
        if (frame instanceof ServerFrame.Sent sent) {
            return sent.id();
        } else if (frame instanceof ServerFrame.Synced synced) {
            return synced.id();
        } else if (frame instanceof ServerFrame.Listed listed) {
            return listed.id();
        } else if (frame instanceof ServerFrame.Page page) {
            return page.id();
        } else if (frame instanceof ServerFrame.Cursor cursor) {
            return cursor.id();
        } else if (frame instanceof ServerFrame.Ok ok) {
            return ok.id();
        } else if (frame instanceof ServerFrame.Members members) {
            return members.id();
        } else if (frame instanceof ServerFrame.Receipts receipts) {
            return receipts.id();
        } else if (frame instanceof ServerFrame.Welcome welcome) {
            return welcome.id();
        } else if (frame instanceof Failure failure) {
            return failure.id();
        }
        return null;
    }
}
