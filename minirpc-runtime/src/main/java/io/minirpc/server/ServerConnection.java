package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.envelope.RequestHead;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameHandler;
import io.minirpc.internal.transport.FrameView;
import io.minirpc.internal.transport.Hello;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: turns requests into calls, within the limits; {@link AnswerSender} turns calls that have ended
 * into responses. Everything runs on the event loop but {@link #drain} and {@link #close}, which any thread may call.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class ServerConnection implements FrameHandler, ConnectionWatch.Watched {
    private static final Failure UNTAKEN =
            Failure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, "the server cannot take the call");

    private static final String CLOSING = "closing the connection with {}: {}";
    private static final byte[] EMPTY = {};
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MAX_TIMEOUT_MICROS = Long.MAX_VALUE / 4 / NANOS_PER_MICRO;

    private final ServerContext server;
    private final ServerSettings settings;
    private final ConnectionWatch watch;
    private final EventLoop loop;
    private final Connection connection;
    private final Admission admission;
    private final CallsInProgress calls;
    private final ConnectionDrain drain;
    private final ResponseWriter responses;
    private final AnswerSender answers;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** The object of the last inline call, for the next one. A new one would cost each call 64 bytes. */
    private @Nullable ServerCall spare;

    ServerConnection(ServerContext server, ConnectionWatch watch, Channel channel) {
        this.server = server;
        this.watch = watch;
        settings = server.settings();
        loop = channel.eventLoop();
        connection = new Connection(this, settings.limits(), server.peerLog(), server.traffic(), server.frames());
        connection.readOnlyWhileWritable();
        admission = new Admission(server, connection);
        calls = new CallsInProgress(server);
        drain = new ConnectionDrain(connection, calls, loop);
        responses = new ResponseWriter(connection, settings.limits().maxFrameBytes(), server.peerLog());
        answers = new AnswerSender(server, connection, responses, calls, drain, loop);
        channel.pipeline().addLast(connection);
    }

    @Override
    public void opened() {
        watch.add(this);
    }

    @Override
    public void frame(FrameView frame) {
        switch (frame.type()) {
            case Frame.REQUEST -> request(frame);
            case Frame.HEARTBEAT -> heartbeat(frame);
            case Frame.CANCEL -> calls.cancel(frame.seq());
            default -> server.dropStrayFrame();
        }
    }

    private void request(FrameView frame) {
        try {
            request(server.envelopes().readRequest(frame), frame.seq());
        } catch (CodecException e) {
            Failure unreadable = Failure.of(StatusCode.INVALID_ARGUMENT, e);
            responses.refuse(server.envelopes().reading(frame.codec()), frame.seq(), unreadable);
        } catch (Throwable e) { // before there was a call, as where there is no memory for it
            server.peerLog().error("a request from {} cannot be taken", connection.peer(), e);
            responses.refuse(server.envelopes().reading(frame.codec()), frame.seq(), UNTAKEN);
        }
    }

    private void request(RequestHead head, int seq) {
        BoundMethod<?, ?> method = server.methods().find(head);
        String refusal = admission.refusal();
        if (refusal != null) {
            responses.refuse(head, seq, method, Failure.of(StatusCode.UNAUTHENTICATED, refusal));
        } else if (method == null) {
            reject(head, seq, null, StatusCode.UNIMPLEMENTED, server.methods().unknown(head));
        } else if (server.isShuttingDown() && !drain.mayStillCall()) {
            reject(head, seq, method, StatusCode.UNAVAILABLE, "the server is shutting down");
        } else {
            accept(head, seq, method);
        }
    }

    private void accept(RequestHead head, int seq, BoundMethod<?, ?> method) {
        String refusal = calls.refusal(head.length());
        if (refusal != null) {
            server.events().rejected(method.descriptor(), refusal);
            reject(head, seq, method, StatusCode.RESOURCE_EXHAUSTED, refusal);
        } else if (calls.runsAtOnce(method)) {
            ServerCall call = inlineCall(method, head, seq);
            calls.take(call);
            if (call.recycle()) {
                spare = call;
            }
        } else {
            // Not by one variable for either head: the JVM could not do without the object then, 64 bytes a call.
            calls.take(new ServerCall(answers, method, head.detached(), seq, deadline(head)));
        }
    }

    private void reject(RequestHead head, int seq, @Nullable BoundMethod<?, ?> method, StatusCode code, String why) {
        responses.refuse(head, seq, method, Failure.notExecuted(code, why));
    }

    /** Returns a call that is to run at once: the one before it, if that has ended. */
    private ServerCall inlineCall(BoundMethod<?, ?> method, RequestHead head, int seq) {
        ServerCall call = spare;
        if (call == null) {
            return new ServerCall(answers, method, head, seq, deadline(head));
        }
        spare = null;
        call.begin(method, head, seq, deadline(head));
        return call;
    }

    private long deadline(RequestHead head) {
        long micros = Math.min(head.timeoutMicros(), MAX_TIMEOUT_MICROS);
        if (micros == 0) {
            return 0;
        }
        long deadline = connection.arrivalNanos() + micros * NANOS_PER_MICRO;
        return deadline == 0 ? 1 : deadline;
    }

    private void heartbeat(FrameView frame) {
        if (frame.length() == 0) {
            connection.append(Frame.JSON, Frame.HEARTBEAT, frame.seq(), EMPTY);
            return;
        }
        Hello hello = Hello.read(frame.bytes(), frame.offset(), frame.length());
        if (hello != null) {
            greeted(hello);
        }
    }

    private void greeted(Hello hello) {
        connection.allow(hello);
        admission.greeted(hello, connection);
        responses.learned(hello);
        answers.learned(hello);
        drain.learned(hello.has(Hello.CONTROL));
        if (server.isShuttingDown()) {
            drain.tell(); // before the hello, which clients wait for: so they have sent nothing that could be lost
        }
        byte[] answer = server.hello().withRefusal(admission.refusal()).bytes();
        connection.append(Frame.JSON, Frame.HEARTBEAT, 0, answer);
    }

    @Override
    public void turnEnded() {
        server.runner().signal(); // starts all calls that one read brought
        answers.sendQueued();
        drain.completeIfIdle();
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (!writable) {
            calls.holdBack();
        } else {
            loop.execute(answers::goOn); // the channel is in the midst of writing
        }
    }

    @Override
    public void check(long now) {
        server.runner().signal(); // for what a thread was lost on its way to
        answers.check();
        connection.readOn(); // it could not be told that there is room
        if (connection.isFrameOverdue(now, settings.frameTimeout().toNanos())) {
            cutOff("a frame has not come to its end", settings.frameTimeout());
        } else if (answers.isStalled(now, settings.stallTimeout().toNanos())) {
            cutOff("the peer has not read its answers", settings.stallTimeout());
        } else if (isUnauthenticated(now)) {
            // A client with a token comes back, and may bring a better one.
            cutOff("the peer has sent no token that is accepted", settings.handshakeTimeout());
        } else if (isIdle(now)) {
            String reason = "the peer has said nothing for " + settings.idleTimeout();
            server.peerLog().info(CLOSING, connection.peer(), reason);
            connection.close(reason, null);
        }
    }

    private boolean isUnauthenticated(long now) {
        return admission.refusal() != null
                && now - connection.openedNanos() > settings.handshakeTimeout().toNanos();
    }

    /** Returns whether the client is silent, no call is in progress, and unread answers do not hold reading back. */
    private boolean isIdle(long now) {
        return calls.isEmpty()
                && connection.isWritable()
                && now - connection.heardNanos() > settings.idleTimeout().toNanos();
    }

    private void cutOff(String why, Duration timeout) {
        String reason = why + " for " + timeout;
        server.peerLog().warn(CLOSING, connection.peer(), reason);
        connection.close(reason, null);
    }

    @Override
    public void stoodStill(long nanos) {
        connection.leaveOut(nanos);
        answers.leaveOut(nanos);
    }

    @Override
    public void badFrame(String reason) {
        server.events().badFrame(connection.peer(), reason);
    }

    @Override
    public void closed(String reason, @Nullable Throwable cause) {
        server.events().closed(connection.peer(), reason);
        if (!connection.hasOpened()) {
            server.peerLog().warn("a connection with {} came to nothing: {}", connection.peer(), reason);
        }
    }

    /** Cancels the calls that are left: the channel is closed. */
    void gone() {
        answers.close();
        watch.remove(this);
        server.runner().signal(); // for what came before
        drain.closed();
        gone.complete(null);
    }

    /**
     * Starts the drain, after the server has begun to shut down.
     *
     * @return a future that completes when no call runs or waits, or the connection is closed
     */
    CompletableFuture<Void> drain() {
        return drain.begin();
    }

    /** Closes the connection when everything is written, and returns a future of its end. */
    CompletableFuture<Void> close() {
        loop.execute(() -> {
            if (!gone.isDone() && connection.hasOpened()) {
                connection.closeAfterWrites("the server was shut down");
            } else if (!gone.isDone()) {
                connection.close("the server was shut down", null);
            }
        });
        return gone;
    }
}
