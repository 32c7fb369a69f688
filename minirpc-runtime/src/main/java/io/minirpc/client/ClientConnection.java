package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.transport.Connection;
import io.minirpc.transport.Frame;
import io.minirpc.transport.FrameHandler;
import io.minirpc.transport.Hello;
import io.minirpc.transport.SendQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server with the calls on it, from the attempt to connect to its end; never used again after that.
 * Calls wait here until the server is connected and, where the codec depends on it, has said hello. Everything runs on
 * the event loop but {@link #submit}, {@link #peer}, {@link #isClosed} and {@link #close}.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // of tasks that cannot fail, and of closing, whose end is reported by closed()
final class ClientConnection implements FrameHandler, SendQueue.Sender<PendingCall> {
    private static final byte[] EMPTY = {};
    private static final long NANOS_PER_MICRO = 1_000;

    private final ClientContext client;
    private final EventLoop loop;
    private final SendQueue<PendingCall> queue;
    private final PendingTable pending = new PendingTable(0);
    private final DeadlineWheel deadlines;
    private final Heartbeat heartbeat;
    private final Queue<PendingCall> held = new ArrayDeque<>(0);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private @Nullable Channel channel;
    private @Nullable Connection connection;
    private boolean ready;
    private volatile @Nullable Peer peer;
    private volatile @Nullable String closedBecause;

    ClientConnection(ClientContext client, EventLoop loop, @Nullable Peer knownPeer) {
        this.client = client;
        this.loop = loop;
        peer = knownPeer;
        queue = new SendQueue<>(loop, this);
        deadlines = new DeadlineWheel(loop, this::expired);
        heartbeat = new Heartbeat(loop, client.heartbeat(), this::sendHeartbeat, this::peerIsSilent);
    }

    /** Starts to connect; on any thread, once. */
    void connect() {
        client.connect(loop, this::attach).addListener(result -> {
            if (!result.isSuccess()) {
                Throwable cause = requireNonNull(result.cause());
                end("cannot connect: " + cause.getMessage(), cause);
            }
        });
    }

    /** Takes a call over. */
    void submit(PendingCall call) {
        queue.push(call);
    }

    /** Returns what is known of the server; null as long as it has not said hello and may still do so. */
    @Nullable
    Peer peer() {
        return peer;
    }

    boolean isClosed() {
        return closedBecause != null;
    }

    /** Ends the connection and all calls on it, and returns what completes then. */
    CompletableFuture<Void> close() {
        loop.execute(() -> {
            if (connection != null && ready) {
                connection.close("the client was closed", null);
            } else {
                end("the client was closed", null);
            }
        });
        return gone;
    }

    private void attach(Channel newChannel) {
        channel = newChannel;
        connection = new Connection(this, client.limits().maxFrameBytes());
        newChannel.pipeline().addLast(connection);
    }

    @Override
    public void opened() {
        if (closedBecause != null) {
            connection().close(closedBecause, null);
            return;
        }
        connection().append(Frame.JSON, Frame.HEARTBEAT, 0, client.hello());
        heartbeat.start();
        if (peer != null || !client.prefersNative()) {
            release();
        } else {
            loop.schedule(this::helloTimedOut, client.helloTimeout().toNanos(), TimeUnit.NANOSECONDS);
            connection().flush();
        }
    }

    @Override
    public void frame(int codec, int type, int seq, byte[] body) {
        heartbeat.heard();
        switch (type) {
            case Frame.RESPONSE -> response(codec, seq, body);
            case Frame.HEARTBEAT -> heartbeat(body);
            default -> client.dropStrayFrame();
        }
    }

    @Override
    public void closed(String reason, @Nullable Throwable cause) {
        end("the connection was lost: " + reason, cause);
    }

    @Override
    public void send(PendingCall call) {
        String reason = closedBecause;
        if (reason != null) {
            call.end(CallFailure.of(StatusCode.UNAVAILABLE, reason));
            return;
        }
        deadlines.add(call);
        if (ready) {
            write(call);
        } else {
            held.add(call);
        }
    }

    @Override
    public void flush() {
        if (ready && closedBecause == null) {
            connection().flush();
        }
    }

    @Override
    public void flushSoon() {
        if (ready && closedBecause == null) {
            connection().flushSoon();
        }
    }

    @Override
    public void refuse(PendingCall call) {
        call.end(CallFailure.of(StatusCode.UNAVAILABLE, "the client was closed"));
    }

    private void write(PendingCall call) {
        if (connection().unreadBytes() > client.maxUnreadBytes()) {
            fail(call, CallFailure.of(StatusCode.RESOURCE_EXHAUSTED, "the server does not read what waits to be sent"));
            return;
        }
        if (!pending.add(call)) {
            fail(call, CallFailure.of(StatusCode.RESOURCE_EXHAUSTED, pending.size() + " calls are pending already"));
            return;
        }
        Peer known = peer;
        boolean extended = known != null && known.extended();
        int maxFrameBytes = known == null ? client.limits().maxFrameBytes() : known.maxFrameBytes();
        if (known != null && !known.nativeForm()) {
            call.fallBack();
        }
        long timeoutMicros = Math.max(1, (call.deadlineNanos() - System.nanoTime()) / NANOS_PER_MICRO);
        ByteBuf out = connection().batch();
        int start = Frame.begin(out, call.form().codec(), Frame.REQUEST, call.seq);
        try {
            call.form()
                    .writeRequest(
                            out, call.seq, call.method(), timeoutMicros, Metadata.EMPTY, call.takePayload(), extended);
            Frame.end(out, start, maxFrameBytes);
            connection().appended();
        } catch (CodecException e) {
            out.writerIndex(start);
            pending.remove(call.seq);
            fail(call, new CallFailure(StatusCode.INVALID_ARGUMENT, "the call cannot be sent: " + e.getMessage(), e));
        }
    }

    private void fail(PendingCall call, CallFailure failure) {
        deadlines.remove(call);
        call.end(failure);
    }

    private void response(int codec, int seq, byte[] body) {
        PendingCall call = pending.remove(seq);
        if (call == null) {
            client.dropStrayFrame();
            return;
        }
        deadlines.remove(call);
        call.end(client.envelopes().reading(codec), body);
    }

    private void heartbeat(byte[] body) {
        heartbeat.answered();
        Hello hello = body.length == 0 ? null : Hello.read(body);
        if (hello != null) {
            Peer known = Peer.of(hello, client.limits().maxFrameBytes());
            if (known.nativeForm()) {
                connection().allowNative();
            }
            greeted(known);
        }
    }

    private void helloTimedOut() {
        if (peer == null && closedBecause == null) {
            greeted(Peer.versionOne(client.limits().maxFrameBytes()));
        }
    }

    private void greeted(Peer known) {
        peer = known;
        client.learned(known);
        if (!ready) {
            release();
        }
    }

    /** Lets the calls go that have waited until here. */
    private void release() {
        ready = true;
        client.connected();
        for (PendingCall call = held.poll(); call != null; call = held.poll()) {
            if (!call.hasEnded()) {
                write(call);
            }
        }
        connection().flush();
    }

    private void expired(PendingCall call) {
        pending.remove(call.seq);
        String waitedFor = ready ? "the response" : "the connection";
        call.end(CallFailure.of(StatusCode.DEADLINE_EXCEEDED, "the deadline passed while waiting for " + waitedFor));
    }

    private void sendHeartbeat() {
        connection().append(Frame.JSON, Frame.HEARTBEAT, 0, EMPTY);
        connection().flush();
    }

    private void peerIsSilent() {
        connection().close("the server answers no heartbeats", null);
    }

    private void end(String reason, @Nullable Throwable cause) {
        if (closedBecause != null) {
            return;
        }
        closedBecause = reason;
        heartbeat.stop();
        if (channel != null) {
            channel.close();
        }
        client.closed(ready, reason);
        CallFailure failure = new CallFailure(StatusCode.UNAVAILABLE, reason, cause);
        List<PendingCall> calls = pending.removeAll();
        calls.addAll(held);
        held.clear();
        for (PendingCall call : calls) {
            if (!call.hasEnded()) {
                fail(call, failure);
            }
        }
        gone.complete(null);
    }

    private Connection connection() {
        return requireNonNull(connection, "connection");
    }
}
