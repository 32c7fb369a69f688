package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.envelope.RequestHead;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameHandler;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.Lateness;
import io.minirpc.internal.transport.SendQueue;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: turns requests into calls, within the limits, and calls that have ended into responses.
 * Everything runs on the event loop but {@link #answer}, which any thread may call.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class ServerConnection implements FrameHandler, SendQueue.Sender<ServerCall> {
    /** How long a client has to say hello that connected before it could know of the shutdown. */
    private static final long NEWCOMER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Failure UNTAKEN =
            Failure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, "the server cannot take the call");

    private static final String CLOSING = "closing the connection with {}: {}";
    private static final byte[] EMPTY = {};
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MAX_TIMEOUT_MICROS = Long.MAX_VALUE / 4 / NANOS_PER_MICRO;

    private final ServerContext server;
    private final Connection connection;
    private final Admission admission;
    private final ResponseWriter responses;
    private final SendQueue<ServerCall> answers;
    private final UnreadAnswers unread;
    private final CallsInProgress calls;
    private final Runnable wakeUp;
    private final EventLoop loop;
    private final ConnectionWatch watch;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile @Nullable String peerName;

    /** The object of the last inline call, for the next one. A new one would cost each call 64 bytes. */
    private @Nullable ServerCall spare;

    private volatile boolean readsNative;
    private boolean opened;
    private long openedNanos;
    private boolean hearsDrain;
    private boolean drainAsked;
    private boolean draining;
    private boolean closed;

    ServerConnection(ServerContext server, Channel channel) {
        this.server = server;
        calls = new CallsInProgress(server);
        connection = new Connection(this, server.limits(), server.peers(), server.traffic(), server.frames());
        admission = new Admission(server, connection);
        responses = new ResponseWriter(connection, server.limits().maxFrameBytes(), server.peers());
        unread = new UnreadAnswers(connection, server.unread());
        connection.readOnlyWhileWritable();
        loop = channel.eventLoop();
        watch = server.watch(loop);
        answers = new SendQueue<>(loop, this);
        wakeUp = answers::wake;
        channel.pipeline().addLast(connection);
        server.connected(this);
        channel.closeFuture().addListener(result -> gone());
    }

    @Override
    public void opened() {
        opened = true;
        openedNanos = System.nanoTime();
        watch.add(this);
    }

    /**
     * Closes the connection of a peer that does not complete a frame, does not read its answers, sends no token, or is
     * idle.
     */
    void check(long now) {
        server.runner().signal(); // for what a thread was lost on its way to
        if (!answers.isEmpty()) {
            answers.run(); // the loop could not be woken
        }
        connection.readOn(); // it could not be told that there is room
        unread.takeUnawaited().forEach(this::ended);
        if (connection.isFrameOverdue(now, server.frameTimeoutNanos())) {
            cutOff("a frame has not come to its end", server.frameTimeoutNanos());
        } else if (unread.isStalled(now, server.stallTimeoutNanos())) {
            cutOff("the peer has not read its answers", server.stallTimeoutNanos());
        } else if (admission.refusal() != null && now - openedNanos > server.handshakeTimeoutNanos()) {
            // A client with a token comes back, and may bring a better one.
            cutOff("the peer has sent no token that is accepted", server.handshakeTimeoutNanos());
        } else if (isIdle() && now - connection.heardNanos() > server.idleTimeoutNanos()) {
            String reason = "the peer has said nothing for " + Duration.ofNanos(server.idleTimeoutNanos());
            server.peers().info(CLOSING, connection.peer(), reason);
            connection.close(reason, null);
        }
    }

    /** Excludes a time from what {@link #check} measures: this process stood still. */
    void stoodStill(long nanos) {
        connection.leaveOut(nanos);
        unread.leaveOut(nanos);
        openedNanos = Lateness.putOff(openedNanos, nanos, System.nanoTime());
    }

    /** Returns whether no call is in progress and reading is not held back by unread answers. */
    private boolean isIdle() {
        return calls.isEmpty() && connection.isWritable();
    }

    private void cutOff(String why, long nanos) {
        String reason = why + " for " + Duration.ofNanos(nanos);
        server.peers().warn(CLOSING, connection.peer(), reason);
        connection.close(reason, null);
    }

    @Override
    public void frame(int codec, int type, int seq, byte[] bytes, int offset, int length) {
        switch (type) {
            case Frame.REQUEST -> request(codec, seq, bytes, offset, length);
            case Frame.HEARTBEAT -> heartbeat(seq, bytes, offset, length);
            case Frame.CANCEL -> calls.cancel(seq);
            default -> server.dropStrayFrame();
        }
    }

    @Override
    public void badFrame(String reason) {
        server.events().badFrame(connection.peer(), reason);
    }

    @Override
    public void closed(String reason, @Nullable Throwable cause) {
        server.events().closed(connection.peer(), reason);
        if (!opened) {
            server.peers().warn("a connection with {} came to nothing: {}", connection.peer(), reason);
        }
    }

    private void gone() {
        closed = true;
        calls.cancelAll();
        unread.takeAll().forEach(this::ended);
        watch.remove(this);
        server.runner().signal(); // for what came before
        server.closed(this);
        idle.complete(null);
        gone.complete(null);
    }

    /** Returns the client's address, for filters; on any thread. */
    String peerName() {
        String known = peerName;
        if (known == null) {
            known = connection.peer() instanceof InetSocketAddress address && address.getAddress() != null
                    ? NetUtil.toSocketAddressString(address)
                    : String.valueOf(connection.peer());
            peerName = known;
        }
        return known;
    }

    /** Returns a form to answer in where a reply does not fit that of its request; null where there is none. */
    @Nullable
    Envelope formBeside(Envelope asked) {
        return readsNative && asked.codec() == Frame.BINARY ? server.envelopes().nativeForm() : null;
    }

    /** Returns whether a reply is written at once by {@link #reply}: on the event loop, while the client reads. */
    boolean writesAtOnce() {
        return loop.inEventLoop() && unread.acceptsUnencoded();
    }

    /**
     * Writes the reply of a call that has ended; on the event loop.
     *
     * @throws CodecException if it cannot be written; the call has not ended then
     */
    <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply) {
        if (isAwaited(call)) {
            responses.reply(call, codec, reply);
            connection.flushSoon();
        }
        call.markAnswered();
        ended(call);
    }

    /** Takes the answer of a call that has ended; on any thread. */
    void answer(ServerCall call) {
        if (loop.inEventLoop()) {
            answers.push(call);
        } else if (answers.add(call)) {
            try {
                server.runner().afterCall(call, wakeUp);
            } catch (Throwable e) {
                server.peers().error("an answer to {} has to wait a second", peerName(), e); // for check()
            }
        }
    }

    @Override
    public void send(ServerCall call) {
        boolean held = false;
        try {
            if (isAwaited(call)) {
                held = unread.hold(call);
                if (!held) {
                    write(call);
                }
            }
        } finally {
            if (!held) {
                ended(call);
            }
        }
    }

    /** Closes the connection: no call is answered twice, so this one is not answered any more. */
    @Override
    public void failed(ServerCall call, Throwable thrown) {
        connection.close("an answer cannot be written", thrown);
    }

    private void write(ServerCall call) {
        Failure failure = call.failure();
        if (failure == null) {
            writeEncoded(call);
        } else {
            write(call, failure);
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (!writable) {
            calls.holdBack();
        } else {
            loop.execute(this::goOn); // the channel is in the midst of writing
        }
    }

    /** Writes the answers that have waited until the client had read others, and starts calls again. */
    private void goOn() {
        ServerCall call;
        while (!closed && (call = unread.next()) != null) {
            writeHeld(call);
        }
        if (!closed && connection.isWritable()) {
            calls.goOn();
        }
        flush();
    }

    private void writeHeld(ServerCall call) {
        try {
            if (call.isAwaited()) {
                write(call);
            }
        } catch (Throwable e) {
            failed(call, e);
        } finally {
            ended(call);
        }
    }

    private boolean isAwaited(ServerCall call) {
        return !closed && !call.isCancelledByCaller();
    }

    private void writeEncoded(ServerCall call) {
        try {
            responses.reply(call, Codecs.ENCODED, call.reply());
        } catch (CodecException e) {
            write(call, call.method().failures().unwritableReply(e));
        } catch (Throwable e) {
            write(call, call.method().failures().of(e, call.form()));
        }
    }

    private void ended(ServerCall call) {
        calls.ended(call);
        if (!closed) {
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
        unread.count();
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

    /** Counts the end of a call whose answer is not awaited: the server and the connection are closed. */
    @Override
    public void refuse(ServerCall call) {
        server.callEnded();
    }

    /**
     * Tells the client to make its calls elsewhere, and returns what completes when no call runs or waits any more; on
     * any thread, after the server has begun to shut down.
     */
    CompletableFuture<Void> drain() {
        loop.execute(() -> {
            if (!closed) {
                drainAsked = true;
                tellDrain();
                completeIfIdle();
            }
        });
        return idle;
    }

    private void tellDrain() {
        if (hearsDrain && !draining) {
            draining = true;
            connection.append(Frame.JSON, Frame.DRAIN, 0, EMPTY);
            connection.flush();
        }
    }

    /** Closes the connection when everything is written, and returns what completes then; on any thread. */
    CompletableFuture<Void> close() {
        loop.execute(() -> {
            if (!closed && opened) {
                connection.closeAfterWrites("the server was shut down");
            } else if (!closed) {
                connection.close("the server was shut down", null);
            }
        });
        return gone;
    }

    /** A client that was told closes the connection itself: until then calls may be on the way that it made before. */
    private void completeIfIdle() {
        if (!drainAsked || draining || !calls.isEmpty()) {
            return;
        }
        long patience = openedNanos + NEWCOMER_NANOS - System.nanoTime();
        if (opened && !connection.hasHeard() && patience > 0) {
            loop.schedule(this::completeIfIdle, patience, TimeUnit.NANOSECONDS);
        } else {
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
        connection.allow(hello);
        admission.greeted(hello, connection);
        responses.learned(hello.has(Hello.METADATA), hello.maxFrameBytes());
        readsNative = hello.has(Hello.NATIVE);
        hearsDrain = hello.has(Hello.CONTROL);
        if (server.isShuttingDown()) {
            tellDrain(); // before the hello, which clients wait for: so they have sent nothing that could be lost
        }
        byte[] answer = server.hello().withRefusal(admission.refusal()).bytes();
        connection.append(Frame.JSON, Frame.HEARTBEAT, 0, answer);
    }

    private void request(int codec, int seq, byte[] bytes, int offset, int length) {
        try {
            request(server.envelopes().readRequest(codec, bytes, offset, length), seq);
        } catch (CodecException e) {
            responses.fail(server.envelopes().reading(codec), seq, e);
        } catch (Throwable e) { // before there was a call, as where there is no memory for it
            server.peers().error("a request from {} cannot be taken", connection.peer(), e);
            responses.fail(server.envelopes().reading(codec), seq, UNTAKEN);
        }
    }

    private void request(RequestHead head, int seq) {
        BoundMethod<?, ?> method = server.methods().find(head);
        String refusal = admission.refusal();
        if (refusal != null) {
            write(head, seq, method, Failure.of(StatusCode.UNAUTHENTICATED, refusal));
        } else if (method == null) {
            reject(head, seq, null, StatusCode.UNIMPLEMENTED, server.methods().unknown(head));
        } else if (server.isShuttingDown() && !mayStillCall()) {
            reject(head, seq, method, StatusCode.UNAVAILABLE, "the server is shutting down");
        } else {
            accept(head, seq, method);
        }
    }

    /** Returns whether calls may still arrive that the client made before it was told of the shutdown. */
    private boolean mayStillCall() {
        return hearsDrain && !idle.isDone();
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
            calls.take(new ServerCall(this, method, head.detached(), seq, deadline(head)));
        }
    }

    /** Returns a call that is to run at once: the one before it, if that has ended. */
    private ServerCall inlineCall(BoundMethod<?, ?> method, RequestHead head, int seq) {
        ServerCall call = spare;
        if (call == null) {
            return new ServerCall(this, method, head, seq, deadline(head));
        }
        spare = null;
        call.begin(method, head, seq, deadline(head));
        return call;
    }

    private void reject(RequestHead head, int seq, @Nullable BoundMethod<?, ?> method, StatusCode code, String why) {
        write(head, seq, method, Failure.notExecuted(code, why));
    }

    private void write(RequestHead head, int seq, @Nullable BoundMethod<?, ?> method, Failure failure) {
        responses.fail(head.form(), seq, head.method(), method, failure, head.extended());
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
