package io.minirpc.gochat.gateway;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.Request;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.limit.Rate;
import io.minirpc.gochat.limit.TokenBucket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The frames of a client: takes them apart, holds it to its limits, and leads requests to their answers. Belongs to the
 * connection's event loop.
 */
final class Inbound {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long RETRY_MILLIS = 1_000;
    private static final Rate TYPING = new Rate(3, 1);

    private final Hub hub;
    private final Connection connection;
    private final TokenBucket requests;
    private final TokenBucket typing = new TokenBucket(TYPING, System.nanoTime());
    private final SendOrder sends = new SendOrder(this::conversationOf, this::startSend);
    private final Deque<Request> pages = new ArrayDeque<>();
    private int runningPages;
    private int unanswered;
    private int lines;
    private long linesSince;
    private boolean paused;

    Inbound(Hub hub, Connection connection) {
        this.hub = hub;
        this.connection = connection;
        requests = hub.rates().ofConnection();
        linesSince = connection.loop().now();
    }

    /** Handles a frame: one object a line. */
    void received(byte[] text) {
        hub.metrics().frameIn();
        int count = countLines(text);
        int max = hub.settings().get(Limit.LINES_PER_FRAME);
        if (count > max) {
            refuse(Frames.failure(0, ErrorCode.BAD_FRAME, count + " lines in a frame (expected: at most " + max + ")"));
            return;
        }
        int from = 0;
        while (from < text.length && connection.state() != Connection.State.CLOSED) {
            int to = endOfLine(text, from);
            if (to > from) {
                heard();
                handle(LineReader.read(text, from, to));
            }
            from = to + 1;
        }
    }

    private static int countLines(byte[] text) {
        int count = 0;
        for (int from = 0; from < text.length; ) {
            int to = endOfLine(text, from);
            count += to > from ? 1 : 0;
            from = to + 1;
        }
        return count;
    }

    private static int endOfLine(byte[] text, int from) {
        int to = from;
        while (to < text.length && text[to] != '\n') {
            to++;
        }
        return to;
    }

    /** Counts a line; too many in a second and nothing more is read until the next. */
    void heard() {
        if (++lines > hub.settings().get(Limit.LINES_PER_SECOND) && !paused) {
            paused = true;
            readOrWait();
        }
    }

    void sweep(long now) {
        if (now - linesSince >= SECOND_NANOS) {
            lines = 0;
            linesSince = now;
            if (paused) {
                paused = false;
                readOrWait();
            }
        }
    }

    /** Reads from the client unless it says too much, or does not read itself. */
    void readOrWait() {
        if (connection.state() == Connection.State.CLOSED) {
            return;
        }
        connection.read(!paused && connection.isWritable());
        startPages();
    }

    private void handle(Line line) {
        if (connection.state() == Connection.State.OPENING) {
            opening(line);
        } else if (line instanceof Line.Bad bad) {
            connection.answer(Frames.failure(bad.id(), bad.code(), bad.text()));
        } else if (line instanceof Line.Good good) {
            handle(good.frame());
        }
    }

    private void opening(Line line) {
        if (line instanceof Line.Good good && good.frame() instanceof ClientFrame.Hello hello) {
            connection.hello(hello);
        } else if (line instanceof Line.Bad bad) {
            refuse(Frames.failure(bad.id(), bad.code(), bad.text()));
        } else {
            connection.close(CloseCode.NO_HELLO);
        }
    }

    private void refuse(ServerFrame error) {
        connection.answer(error);
        if (connection.state() == Connection.State.OPENING) {
            connection.close(CloseCode.NO_HELLO);
        }
    }

    private void handle(ClientFrame frame) {
        if (!connection.isOpen()) {
            long id = frame instanceof Request request ? request.id() : 0;
            connection.answer(Frames.failure(id, ErrorCode.INVALID, "a frame before welcome (expected: after it)"));
        } else if (frame instanceof Request request) {
            request(request);
        } else if (frame instanceof ClientFrame.Ack ack) {
            ack(ack);
        } else if (frame instanceof ClientFrame.Typing said) {
            typing(said);
        } // alive: it was heard
    }

    private void ack(ClientFrame.Ack ack) {
        connection.ack(ack.n());
        if (ack.at() != null && !hub.deliveries().add(connection.session().user(), ack.at())) {
            connection.answer(Frames.failure(0, ErrorCode.INVALID, "at: a conversation or seq that cannot be"));
        }
    }

    private void typing(ClientFrame.Typing said) {
        if (typing.tryTake(1, System.nanoTime()) == 0) {
            hub.requests().typing(connection.session(), said);
        }
    }

    private void request(Request request) {
        ServerFrame refusal = hub.rates()
                .check(requests, connection.session().user(), request.id(), ConversationChange.isCommitted(request));
        int max = hub.settings().get(Limit.UNANSWERED);
        if (refusal == null && unanswered >= max) {
            refusal = Frames.failure(
                    request.id(), ErrorCode.RATE_LIMITED, RETRY_MILLIS, "too many open requests (limit: " + max + ")");
        }
        if (refusal != null) {
            connection.answer(refusal);
            return;
        }
        unanswered++;
        start(request);
    }

    private void start(Request request) {
        if (ConversationChange.isCommitted(request)) {
            sends.add(request, connection.loop().now());
        } else if (request instanceof ClientFrame.Sync
                || request instanceof ClientFrame.ListConversations
                || request instanceof ClientFrame.History
                || request instanceof ClientFrame.ListMembers) {
            pages.add(request);
            startPages();
        } else {
            answerBy(hub.requests().answer(connection, request), request.id());
        }
    }

    private void answerBy(CompletionStage<ServerFrame> stage, long id) {
        stage.thenAccept(frame -> connection.run(() -> answer(id, frame, () -> {})));
    }

    /** An answer that cannot be written, whatever a service gave, is a fault that only its request sees. */
    private void answer(long id, ServerFrame frame, Runnable written) {
        unanswered--;
        try {
            connection.answer(frame, written);
        } catch (CodecException e) {
            connection.answer(Failures.answer(id, e), written);
        }
    }

    private String conversationOf(Request request) {
        return ConversationChange.orderOf(connection.session(), request);
    }

    private void startSend(Request send, long since) {
        answerInTime(send, connection.loop().now() - since)
                .thenAccept(frame -> connection.run(() -> {
                    answer(send.id(), frame, () -> {});
                    for (Request dropped : sends.answered(send, frame)) {
                        unanswered--;
                        connection.answer(Frames.failure(
                                dropped.id(),
                                ErrorCode.BUSY,
                                RETRY_MILLIS,
                                "the outcome of the message before is unknown: send both again, in their order"));
                    }
                }));
    }

    /** The time of one that waited for others of its conversation does not begin anew with its turn. */
    private CompletionStage<ServerFrame> answerInTime(Request send, long waitedNanos) {
        long nanosLeft = hub.settings().nanos(Timing.COMMIT) - waitedNanos;
        ServerFrame late = Frames.failure(send.id(), ErrorCode.BUSY, RETRY_MILLIS, "the outcome is unknown");
        return nanosLeft <= 0
                ? CompletableFuture.completedStage(late)
                : hub.requests()
                        .answer(connection, send, waitedNanos)
                        .toCompletableFuture()
                        .copy()
                        .completeOnTimeout(late, nanosLeft, TimeUnit.NANOSECONDS);
    }

    /** Pages are large: few are read at a time, and none while those before wait to be written. */
    private void startPages() {
        while (!pages.isEmpty() && runningPages < hub.settings().get(Limit.PAGES) && connection.isWritable()) {
            runningPages++;
            Request request = pages.remove();
            if (request instanceof ClientFrame.Sync) {
                connection.syncing();
            }
            hub.requests()
                    .answer(connection, request)
                    .thenAccept(frame -> connection.run(() -> answer(request.id(), frame, this::pageWritten)));
        }
    }

    private void pageWritten() {
        runningPages--;
        if (connection.isOpen()) {
            startPages();
        }
    }

    /** Returns whether requests wait for their answers. */
    boolean isBusy() {
        return unanswered > 0;
    }

    /** Forgets what was not begun. */
    void end() {
        pages.clear();
        sends.clear();
    }
}
