package io.minirpc.client;

import io.minirpc.StatusCode;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.EnvelopeHead;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.OpenFrame;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection: appends them to its batch, within what the server understands and accepts. Owned by
 * the connection's event loop.
 */
final class RequestWriter {
    private static final byte[] EMPTY = {};
    private static final long NANOS_PER_MICRO = 1_000;

    private final Connection connection;
    private final CallsInFlight calls;
    private final RequestEncoder encoder;
    private final MethodLayouts layouts;
    private final EnvelopeHead head = new EnvelopeHead();
    private ServerAbilities peer;

    /** Why the server serves no calls of this client; null if it does. */
    private @Nullable String refusal;

    RequestWriter(Connection connection, CallsInFlight calls, MethodLayouts layouts, ClientContext client) {
        this.connection = connection;
        this.calls = calls;
        this.layouts = layouts;
        encoder = client.encoder();
        peer = client.versionOne();
    }

    /** Records the server's abilities. */
    void learned(ServerAbilities known) {
        peer = known;
    }

    /** Records why the server serves no calls, or null if it does. */
    void refused(@Nullable String reason) {
        refusal = reason;
    }

    /** Sends a call in a form that the server understands, or ends it if that is impossible. */
    void write(PendingCall call) {
        CallFailure obstacle = obstacle(call);
        if (obstacle != null) {
            calls.fail(call, obstacle);
        } else if (calls.markSent(call)) {
            try {
                append(call);
            } catch (Throwable e) {
                calls.fail(call, CallFailure.unsendable(e));
            }
        }
    }

    /** Returns why a call cannot be sent, or null. */
    private @Nullable CallFailure obstacle(PendingCall call) {
        if (refusal != null) {
            return CallFailure.of(StatusCode.UNAUTHENTICATED, refusal);
        }
        if (connection.unreadBytes() > Connector.MAX_UNREAD_BYTES) {
            String reason = "the server does not read what waits to be sent";
            return CallFailure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, reason);
        }
        Throwable unfit = !call.isEncoded() || abilities(call).nativeForm() ? null : call.fallBack(encoder.fallback());
        return unfit == null ? null : CallFailure.unsendable(unfit);
    }

    private ServerAbilities abilities(PendingCall call) {
        return layouts.abilities(peer, call.method());
    }

    /** Appends the request of a call that has its seq; nothing if that throws. */
    private void append(PendingCall call) {
        Envelope form = call.isEncoded() ? call.form() : encoder.form(abilities(call));
        boolean isKept = form.codec() == Frame.NATIVE && !layouts.areKnown(call.method());
        if (isKept && !call.isEncoded()) {
            call.encode(form);
        }
        try (OpenFrame frame = connection.begin(form.codec(), Frame.REQUEST, call.seq)) {
            writeBody(call, form, frame.body(), isKept);
            call.written(frame.end(peer.maxFrameBytes()));
        } finally {
            head.clear();
        }
    }

    /** @param isKept whether the arguments stay with the call, which the server may have to be sent in another form */
    private void writeBody(PendingCall call, Envelope form, WireWriter out, boolean isKept) {
        long now = System.nanoTime();
        call.sentNanos = now;
        long timeoutMicros = Math.max(1, (call.deadlineNanos() - now) / NANOS_PER_MICRO);
        // Servers of version 1 skip the extension, so a late hello does not lose metadata and deadline.
        boolean sendMetadata = peer.extended() || call.carriesMore();
        head.request(call.seq, call.method(), timeoutMicros, call.metadata(), sendMetadata);
        if (call.isEncoded()) {
            form.writeRequest(out, head, isKept ? call.encoded() : call.takeEncoded());
        } else {
            form.writeRequest(out, head, call.argumentsCodec(), call.takeArguments(form));
        }
    }

    /** Cancels a call at the server, if the server understands that. */
    void cancel(PendingCall call) {
        if (peer.control()) {
            connection.append(Frame.JSON, Frame.CANCEL, call.seq, EMPTY);
        }
    }

    /** Writes out what was appended. */
    void flush() {
        connection.flush();
    }

    /** Writes out what was appended, at the end of this turn of the event loop. */
    void flushSoon() {
        connection.flushSoon();
    }
}
