package io.minirpc.server;

import io.minirpc.codec.Codec;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.SendQueue;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The way of a connection's answers: from the thread on which a call ends to the event loop, held back there while the
 * client does not read, and into frames. Owned by the event loop, but for {@link #answer} and {@link #peerName}, which
 * any thread may call.
 */
final class AnswerSender implements ServerCall.Responder, SendQueue.Sender<ServerCall> {
    private final ServerContext server;
    private final Connection connection;
    private final ResponseWriter responses;
    private final CallsInProgress calls;
    private final ConnectionDrain drain;
    private final EventLoop loop;
    private final UnreadAnswers unread;
    private final SendQueue<ServerCall> queue;
    private final Runnable wakeUp;
    private volatile @Nullable String peerName;
    private volatile boolean readsNative;
    private boolean closed;

    AnswerSender(
            ServerContext server,
            Connection connection,
            ResponseWriter responses,
            CallsInProgress calls,
            ConnectionDrain drain,
            EventLoop loop) {
        this.server = server;
        this.connection = connection;
        this.responses = responses;
        this.calls = calls;
        this.drain = drain;
        this.loop = loop;
        unread = new UnreadAnswers(connection, server.unread());
        queue = new SendQueue<>(loop, this);
        wakeUp = queue::wake;
    }

    /** Records what the client has said of itself. */
    void learned(Hello hello) {
        readsNative = hello.has(Hello.NATIVE);
    }

    @Override
    public String peerName() {
        String known = peerName;
        if (known == null) {
            known = connection.peer() instanceof InetSocketAddress address && address.getAddress() != null
                    ? NetUtil.toSocketAddressString(address)
                    : String.valueOf(connection.peer());
            peerName = known;
        }
        return known;
    }

    @Override
    public @Nullable Envelope formBeside(Envelope asked) {
        return readsNative && asked.codec() == Frame.BINARY ? server.envelopes().nativeForm() : null;
    }

    @Override
    public boolean writesAtOnce() {
        return loop.inEventLoop() && unread.acceptsUnencoded();
    }

    @Override
    public <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply) {
        if (isAwaited(call)) {
            responses.reply(call, codec, reply);
            connection.flushSoon();
        }
        call.markAnswered();
        ended(call);
    }

    @Override
    public void answer(ServerCall call) {
        if (loop.inEventLoop()) {
            queue.push(call);
        } else if (queue.add(call)) {
            try {
                server.runner().afterCall(call, wakeUp);
            } catch (Throwable e) {
                server.peerLog().error("an answer to {} has to wait a second", peerName(), e); // for check()
            }
        }
    }

    /** Writes the answers that other threads have queued. */
    void sendQueued() {
        queue.run();
    }

    /** Sends what a lost wake-up has left behind, and drops the answers that are no longer awaited. */
    void check() {
        if (!queue.isEmpty()) {
            queue.run();
        }
        unread.takeUnawaited().forEach(this::ended);
    }

    /** Returns whether answers wait and the client has read nothing for so many nanoseconds. */
    boolean isStalled(long now, long nanos) {
        return unread.isStalled(now, nanos);
    }

    /** Excludes a time in which this process stood still. */
    void leaveOut(long nanos) {
        unread.leaveOut(nanos);
    }

    @Override
    public void send(ServerCall call) {
        boolean held = false;
        try {
            if (isAwaited(call)) {
                held = unread.hold(call);
                if (!held) {
                    responses.answer(call);
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

    /** Writes the answers that have waited until the client had read others, and starts calls again. */
    void goOn() {
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
                responses.answer(call);
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

    private void ended(ServerCall call) {
        calls.ended(call);
        if (!closed) {
            drain.completeIfIdle();
        }
    }

    @Override
    public void flush() {
        if (!closed) {
            connection.flush();
            unread.count();
        }
    }

    @Override
    public void flushSoon() {
        if (!closed) {
            connection.flushSoon();
        }
    }

    /** Counts the end of a call whose answer is not awaited: the server and the connection are closed. */
    @Override
    public void refuse(ServerCall call) {
        server.callEnded();
    }

    /** Cancels all calls and drops the answers that wait: the connection is closed. */
    void close() {
        closed = true;
        calls.cancelAll();
        unread.takeAll().forEach(this::ended);
    }
}
