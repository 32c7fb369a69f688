package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.envelope.Failure;
import io.minirpc.envelope.RequestHead;
import io.minirpc.transport.Connection;
import io.minirpc.transport.Frame;
import io.minirpc.transport.FrameHandler;
import io.minirpc.transport.Hello;
import io.minirpc.transport.SendQueue;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: turns requests into calls, within the limits, and calls that have ended into responses.
 * Everything runs on the event loop but {@link #answer}, which any thread may call.
 */
final class ServerConnection implements FrameHandler, SendQueue.Sender<ServerCall> {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);
    private static final byte[] EMPTY = {};
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MAX_TIMEOUT_MICROS = Long.MAX_VALUE / 4 / NANOS_PER_MICRO;

    private final ServerContext server;
    private final Connection connection;
    private final ResponseWriter responses;
    private final SendQueue<ServerCall> answers;
    private final Runnable wakeUp;
    private final Queue<ServerCall> waiting = new ArrayDeque<>(0);
    private final EventLoop loop;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private int executing;
    private long heldBytes;
    private boolean closed;

    ServerConnection(ServerContext server, Channel channel) {
        this.server = server;
        connection = new Connection(this, server.limits());
        responses = new ResponseWriter(connection, server.limits().maxFrameBytes());
        connection.readOnlyWhileWritable();
        loop = channel.eventLoop();
        answers = new SendQueue<>(loop, this);
        wakeUp = answers::wake;
        channel.pipeline().addLast(connection);
    }

    @Override
    public void opened() {
        server.opened(this);
    }

    @Override
    public void frame(int codec, int type, int seq, byte[] bytes, int offset, int length) {
        switch (type) {
            case Frame.REQUEST -> request(codec, seq, bytes, offset, length);
            case Frame.HEARTBEAT -> heartbeat(seq, bytes, offset, length);
            default -> server.dropStrayFrame();
        }
    }

    @Override
    public void closed(String reason, @Nullable Throwable cause) {
        closed = true;
        waiting.clear();
        server.runner().signal(); // for what came before
        server.closed(this);
        idle.complete(null);
        gone.complete(null);
    }

    boolean isInEventLoop() {
        return loop.inEventLoop();
    }

    /**
     * Writes the reply of a call that has ended; on the event loop.
     *
     * @throws CodecException if it cannot be written; the call has not ended then
     */
    <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply) {
        if (!closed) {
            responses.reply(call, codec, reply);
            connection.flushSoon();
        }
        ended(call);
    }

    /** Takes the answer of a call that has ended; on any thread. */
    void answer(ServerCall call) {
        if (loop.inEventLoop()) {
            answers.push(call);
        } else if (answers.add(call)) {
            server.runner().afterCall(call, wakeUp);
        }
    }

    @Override
    public void send(ServerCall call) {
        if (!closed) {
            Failure failure = call.failure();
            if (failure != null) {
                write(call, failure);
            } else {
                writeEncoded(call);
            }
        }
        ended(call);
    }

    private void writeEncoded(ServerCall call) {
        try {
            responses.reply(call, Codecs.ENCODED, call.reply());
        } catch (CodecException e) {
            write(call, Failures.unwritableReply(call.method().descriptor(), e));
        }
    }

    private void ended(ServerCall call) {
        executing--;
        heldBytes -= call.argumentsLength();
        if (!closed) {
            startWaiting();
            completeIfIdle();
        }
    }

    @Override
    public void flush() {
        server.runner().signal(); // for all calls that one read brought
        if (closed) {
            return;
        }
        connection.flush();
        long unread = connection.unreadBytes();
        if (unread > server.maxUnreadBytes()) {
            LOG.warn("closing the connection with {}: {} bytes wait to be read", connection.peer(), unread);
            connection.close("the peer does not read its answers", null);
        }
        completeIfIdle();
    }

    @Override
    public void turnEnded() {
        answers.run();
    }

    @Override
    public void flushSoon() {
        server.runner().signal(); // for the calls that the answer made room for
        if (!closed) {
            connection.flushSoon();
        }
    }

    @Override
    public void refuse(ServerCall call) {
        // The server is gone, and the connection with it: nobody waits for the answer.
    }

    /** Returns what completes when no call runs or waits any more; on any thread, after new ones are refused. */
    CompletableFuture<Void> idle() {
        loop.execute(this::completeIfIdle);
        return idle;
    }

    /** Closes the connection when everything is written, and returns what completes then; on any thread. */
    CompletableFuture<Void> close() {
        loop.execute(() -> {
            if (!closed) {
                connection.closeAfterWrites("the server was shut down");
            }
        });
        return gone;
    }

    private void completeIfIdle() {
        if (executing == 0 && waiting.isEmpty() && server.isShuttingDown()) {
            idle.complete(null);
        }
    }

    private void heartbeat(int seq, byte[] bytes, int offset, int length) {
        if (length == 0) {
            connection.append(Frame.JSON, Frame.HEARTBEAT, seq, EMPTY);
            return;
        }
        Hello hello = Hello.read(bytes, offset, length);
        if (hello == null) {
            return;
        }
        if (hello.has(Hello.NATIVE)) {
            connection.allowNative();
        }
        responses.learned(hello.has(Hello.METADATA), hello.maxFrameBytes());
        connection.append(Frame.JSON, Frame.HEARTBEAT, 0, server.hello());
    }

    private void request(int codec, int seq, byte[] bytes, int offset, int length) {
        RequestHead head;
        try {
            head = server.envelopes().readRequest(codec, bytes, offset, length);
        } catch (CodecException e) {
            responses.fail(server.envelopes().reading(codec), seq, e);
            return;
        }
        BoundMethod<?, ?> method = server.methods().find(head);
        if (method == null) {
            reject(head, seq, null, StatusCode.UNIMPLEMENTED, server.methods().unknown(head));
        } else if (server.isShuttingDown()) {
            reject(head, seq, method, StatusCode.UNAVAILABLE, "the server is shutting down");
        } else {
            accept(head, seq, method);
        }
    }

    private void accept(RequestHead head, int seq, BoundMethod<?, ?> method) {
        int bytes = head.length();
        boolean full = waiting.size() >= server.maxQueued() && executing >= server.maxExecuting();
        if (full || heldBytes + bytes > server.maxHeldBytes()) {
            String why = "too many calls on one connection: " + executing + " are running, " + waiting.size()
                    + " wait, with " + heldBytes + " bytes of arguments";
            reject(head, seq, method, StatusCode.RESOURCE_EXHAUSTED, why);
            return;
        }
        heldBytes += bytes;
        if (executing >= server.maxExecuting()) {
            waiting.add(new ServerCall(this, method, head.detached(), seq, deadline(head)));
        } else if (method.inline()) {
            // It runs here and now: it needs no bytes of its own, and has not waited for anything.
            executing++;
            method.serve(new ServerCall(this, method, head, seq, deadline(head)));
        } else {
            start(new ServerCall(this, method, head.detached(), seq, deadline(head)));
        }
    }

    private void start(ServerCall call) {
        executing++;
        if (call.method().inline()) {
            call.run();
            return;
        }
        try {
            server.runner().submit(call);
        } catch (RejectedExecutionException e) {
            call.fail(Failure.of(StatusCode.RESOURCE_EXHAUSTED, "the server has no thread for the call"));
        }
    }

    private void startWaiting() {
        while (executing < server.maxExecuting()) {
            ServerCall next = waiting.poll();
            if (next == null) {
                return;
            }
            start(next);
        }
    }

    private void reject(RequestHead head, int seq, @Nullable BoundMethod<?, ?> method, StatusCode code, String why) {
        responses.fail(head.form(), seq, head.method(), method, Failure.of(code, why), head.extended());
    }

    private void write(ServerCall call, Failure failure) {
        responses.fail(call.form(), call.seq(), call.methodName(), call.method(), failure, call.extended());
    }

    private long deadline(RequestHead head) {
        long micros = Math.min(head.timeoutMicros(), MAX_TIMEOUT_MICROS);
        if (micros == 0) {
            return 0;
        }
        long deadline = connection.arrivalNanos() + micros * NANOS_PER_MICRO;
        return deadline == 0 ? 1 : deadline;
    }
}
