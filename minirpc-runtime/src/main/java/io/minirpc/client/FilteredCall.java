package io.minirpc.client;

import io.minirpc.Exchange;
import io.minirpc.Invocation;
import io.minirpc.Reply;
import io.minirpc.internal.ExchangeSource;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ReplyFuture;
import io.minirpc.internal.envelope.Envelope;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call that filters have let through: what they get to see of its end, in the call's context. */
final class FilteredCall extends PendingCall implements Exchange, ExchangeSource {
    private final PendingReply reply;
    private final @Nullable Executor executor;
    private int requestBytes = -1;
    private int replyBytes = -1;

    FilteredCall(Invocation call, long deadlineNanos, String destination, @Nullable Executor executor) {
        super(call.method(), call.arguments(), deadlineNanos, call.context(), destination);
        this.executor = executor;
        reply = new PendingReply(this);
        metadata(call.metadata(), Internals.get().hasExplicitDeadline(call.context()));
        hashKey(call.hashKey());
    }

    PendingReply reply() {
        return reply;
    }

    @Override
    public String peer() {
        return endpoint();
    }

    @Override
    public int seq() {
        return seq;
    }

    @Override
    public int requestBytes() {
        return requestBytes;
    }

    @Override
    public int replyBytes() {
        return replyBytes;
    }

    @Override
    public Exchange of(Reply ended) {
        return this;
    }

    @Override
    void written(int bytes) {
        requestBytes = bytes;
    }

    @Override
    void responded(Envelope form, byte[] bytes, int offset, int length) {
        replyBytes = length;
        if (executor == null) {
            complete(Replies.reply(this, method(), form, bytes, offset, length));
        } else {
            byte[] body = Arrays.copyOfRange(bytes, offset, offset + length);
            Callbacks.run(
                    executor, deadlineNanos(), () -> complete(Replies.reply(this, method(), form, body, 0, length)));
        }
    }

    @Override
    void failed(CallFailure failure) {
        Callbacks.run(
                executor,
                deadlineNanos(),
                () -> complete(Reply.failed(method(), failure.toException(method(), endpoint()))));
    }

    private void complete(Reply ended) {
        Internals.get().runIn(context(), () -> reply.end(Internals.get().withExchange(ended, this)));
    }

    /** The reply of a call that ends at its deadline, whatever filters do. */
    static final class PendingReply extends ReplyFuture {
        private final FilteredCall call;

        PendingReply(FilteredCall call) {
            super(call.method());
            this.call = call;
        }

        /** Returns the deadline, as a time of {@link System#nanoTime}. */
        long deadlineNanos() {
            return call.deadlineNanos();
        }

        @Override
        protected void cancelCall() {
            call.cancel();
        }
    }
}
