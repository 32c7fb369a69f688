package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.envelope.Envelope;
import io.minirpc.envelope.Failure;
import io.minirpc.envelope.RequestHead;
import io.minirpc.transport.Connection;
import io.minirpc.transport.Frame;
import io.minirpc.transport.FrameHandler;
import io.minirpc.transport.Hello;
import io.minirpc.transport.SendQueue;
import io.netty.buffer.ByteBuf;
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
    private static final String TOO_LONG = "the call failed, and its error is too long to be sent";
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MAX_TIMEOUT_MICROS = Long.MAX_VALUE / 4 / NANOS_PER_MICRO;

    private final ServerContext server;
    private final Connection connection;
    private final SendQueue<ServerCall> answers;
    private final Runnable wakeUp;
    private final Queue<ServerCall> waiting = new ArrayDeque<>(0);
    private final EventLoop loop;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private int executing;
    private long heldBytes;
    private boolean extended;
    private boolean closed;
    private int maxFrameBytes;

    ServerConnection(ServerContext server, Channel channel) {
        this.server = server;
        maxFrameBytes = server.limits().maxFrameBytes();
        connection = new Connection(this, maxFrameBytes);
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
    public void frame(int codec, int type, int seq, byte[] body) {
        switch (type) {
            case Frame.REQUEST -> request(codec, seq, body);
            case Frame.HEARTBEAT -> heartbeat(seq, body);
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
        executing--;
        heldBytes -= call.head().bytes().length;
        if (closed) {
            return;
        }
        write(call);
        startWaiting();
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
        if (server.isShuttingDown() && executing == 0 && waiting.isEmpty()) {
            idle.complete(null);
        }
    }

    private void heartbeat(int seq, byte[] body) {
        if (body.length == 0) {
            connection.append(Frame.JSON, Frame.HEARTBEAT, seq, EMPTY);
            return;
        }
        Hello hello = Hello.read(body);
        if (hello == null) {
            return;
        }
        if (hello.has(Hello.NATIVE)) {
            connection.allowNative();
        }
        extended = hello.has(Hello.METADATA);
        if (hello.maxFrameBytes() > 0) {
            maxFrameBytes = Math.min(maxFrameBytes, hello.maxFrameBytes());
        }
        connection.append(Frame.JSON, Frame.HEARTBEAT, 0, server.hello());
    }

    private void request(int codec, int seq, byte[] body) {
        RequestHead head;
        try {
            head = server.envelopes().readRequest(codec, body);
        } catch (CodecException e) {
            Envelope form = server.envelopes().reading(codec);
            writeFailure(form, seq, "", BoundMethod.JSON_NULL, Failure.of(StatusCode.INVALID_ARGUMENT, e), extended);
            return;
        }
        BoundMethod<?, ?> method = server.methods().find(head);
        if (method == null) {
            reject(head, seq, null, StatusCode.UNIMPLEMENTED, server.methods().unknown(head));
        } else if (server.isShuttingDown()) {
            reject(head, seq, method, StatusCode.UNAVAILABLE, "the server is shutting down");
        } else {
            accept(new ServerCall(this, method, head, seq, deadline(head)), method);
        }
    }

    private void accept(ServerCall call, BoundMethod<?, ?> method) {
        int bytes = call.head().bytes().length;
        boolean full = waiting.size() >= server.maxQueued() && executing >= server.maxExecuting();
        if (full || heldBytes + bytes > server.maxHeldBytes()) {
            String why = "too many calls on one connection: " + executing + " are running, " + waiting.size()
                    + " wait, with " + heldBytes + " bytes of arguments";
            reject(call.head(), call.seq(), method, StatusCode.RESOURCE_EXHAUSTED, why);
            return;
        }
        heldBytes += bytes;
        if (executing < server.maxExecuting()) {
            start(call);
        } else {
            waiting.add(call);
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

    private void write(ServerCall call) {
        Failure failure = call.failure();
        RequestHead head = call.head();
        if (failure != null) {
            fail(head, call.seq(), call.method(), failure);
            return;
        }
        ByteBuf out = connection.batch();
        int start = Frame.begin(out, head.form().codec(), Frame.RESPONSE, call.seq());
        try {
            head.form().writeReply(out, call.seq(), nameOf(head), call.reply());
            Frame.end(out, start, maxFrameBytes);
            connection.appended();
        } catch (CodecException e) {
            out.writerIndex(start);
            String why = "the reply of " + call.method().descriptor() + " cannot be sent: " + e.getMessage();
            fail(head, call.seq(), call.method(), Failure.of(StatusCode.RESOURCE_EXHAUSTED, why));
        }
    }

    private void reject(RequestHead head, int seq, @Nullable BoundMethod<?, ?> method, StatusCode code, String why) {
        fail(head, seq, method, Failure.of(code, why));
    }

    private void fail(RequestHead head, int seq, @Nullable BoundMethod<?, ?> method, Failure failure) {
        byte[] zero = head.method() == null || method == null ? BoundMethod.JSON_NULL : method.zero(head.form());
        writeFailure(head.form(), seq, nameOf(head), zero, failure, extended || head.extended());
    }

    private void writeFailure(Envelope form, int seq, String method, byte[] zero, Failure failure, boolean tellAll) {
        ByteBuf out = connection.batch();
        int start = Frame.begin(out, form.codec(), Frame.RESPONSE, seq);
        try {
            form.writeFailure(out, seq, method, zero, failure, tellAll);
            Frame.end(out, start, maxFrameBytes);
            connection.appended();
        } catch (CodecException e) {
            out.writerIndex(start);
            if (failure.exceptionName() == null && failure.message().equals(TOO_LONG)) {
                connection.close("the peer accepts no frame that an error fits in", e);
            } else {
                writeFailure(form, seq, "", BoundMethod.JSON_NULL, Failure.of(failure.code(), TOO_LONG), false);
            }
        }
    }

    private static String nameOf(RequestHead head) {
        String name = head.method();
        return name == null ? "" : name;
    }

    private static long deadline(RequestHead head) {
        long micros = Math.min(head.timeoutMicros(), MAX_TIMEOUT_MICROS);
        if (micros == 0) {
            return 0;
        }
        long deadline = System.nanoTime() + micros * NANOS_PER_MICRO;
        return deadline == 0 ? 1 : deadline;
    }
}
