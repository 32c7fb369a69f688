package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.WireWriter;
import io.minirpc.envelope.Envelope;
import io.minirpc.transport.Connection;
import io.minirpc.transport.Frame;
import io.minirpc.transport.FrameHandler;
import io.minirpc.transport.Hello;
import io.minirpc.transport.SendQueue;
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
 * the event loop but {@link #submit}, {@link #isClosed} and {@link #close}.
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

    /**
     * Takes a call over. On the event loop it is written at once; elsewhere its arguments are encoded at once, so that
     * whoever called may change them.
     *
     * @param timeoutNanos how long the call may take from now on
     */
    <Q> void submit(PendingCall call, Codec<Q> codec, @Nullable Q arguments, long timeoutNanos) {
        if (loop.inEventLoop() && ready && closedBecause == null) {
            deadlines.add(call);
            write(call, client.form(peer), codec, arguments, timeoutNanos);
            connection().flushSoon();
            return;
        }
        try {
            encode(call, codec, arguments);
        } catch (CodecException e) {
            call.end(unsendable(e));
            return;
        }
        queue.push(call);
    }

    /** Encodes the arguments; in both forms while it is open which it will be. */
    private <Q> void encode(PendingCall call, Codec<Q> codec, @Nullable Q arguments) {
        Peer known = peer;
        Envelope form = known == null ? client.preferred() : client.form(known);
        call.travelAs(form, form.encode(codec, arguments));
        if (known == null && client.prefersNative()) {
            call.orTravelAs(client.fallback(), client.fallback().encode(codec, arguments));
        }
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
        connection = new Connection(this, client.limits());
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
    public void frame(int codec, int type, int seq, byte[] bytes, int offset, int length) {
        heartbeat.heard();
        switch (type) {
            case Frame.RESPONSE -> response(codec, seq, bytes, offset, length);
            case Frame.HEARTBEAT -> heartbeat(bytes, offset, length);
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
            writeEncoded(call);
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

    private void writeEncoded(PendingCall call) {
        Peer known = peer;
        if (known != null && !known.nativeForm()) {
            call.fallBack();
        }
        long remaining = call.deadlineNanos() - System.nanoTime();
        write(call, call.form(), Codecs.ENCODED, call.takePayload(), remaining);
    }

    private <Q> void write(
            PendingCall call, Envelope form, Codec<Q> codec, @Nullable Q arguments, long remainingNanos) {
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
        long timeoutMicros = Math.max(1, remainingNanos / NANOS_PER_MICRO);
        WireWriter out = connection().batch();
        int start = Frame.begin(out, form.codec(), Frame.REQUEST, call.seq);
        try {
            form.writeRequest(out, call.seq, call.method(), timeoutMicros, Metadata.EMPTY, codec, arguments, extended);
            Frame.end(out, start, maxFrameBytes);
            connection().appended();
        } catch (CodecException e) {
            out.truncate(start);
            pending.remove(call.seq);
            fail(call, unsendable(e));
        }
    }

    private static CallFailure unsendable(CodecException cause) {
        return new CallFailure(
                StatusCode.INVALID_ARGUMENT, "the arguments cannot be sent: " + cause.getMessage(), cause);
    }

    private void fail(PendingCall call, CallFailure failure) {
        deadlines.remove(call);
        call.end(failure);
    }

    private void response(int codec, int seq, byte[] bytes, int offset, int length) {
        PendingCall call = pending.remove(seq);
        if (call == null) {
            client.dropStrayFrame();
            return;
        }
        deadlines.remove(call);
        call.end(client.envelopes().reading(codec), bytes, offset, length);
    }

    private void heartbeat(byte[] bytes, int offset, int length) {
        heartbeat.answered();
        Hello hello = length == 0 ? null : Hello.read(bytes, offset, length);
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
                writeEncoded(call);
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
