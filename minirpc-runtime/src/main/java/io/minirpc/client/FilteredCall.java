package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Reply;
import io.minirpc.Transfer;
import io.minirpc.envelope.Envelope;
import io.minirpc.internal.ReplyFuture;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call that filters have let through: what they get to see of its end, in the call's context. */
final class FilteredCall extends PendingCall implements Transfer {
    private final ReplyFuture reply;
    private final @Nullable Executor executor;
    private int requestBytes;
    private int responseBytes;

    FilteredCall(Invocation call, long deadlineNanos, String destination, @Nullable Executor executor) {
        super(call.method(), deadlineNanos, call.context(), destination);
        this.executor = executor;
        reply = new ReplyFuture(call.method());
        carry(call.metadata(), call.context().hasExplicitDeadline());
    }

    ReplyFuture reply() {
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
    public int replyBytes(@Nullable Object value) {
        return responseBytes;
    }

    @Override
    void written(int bytes) {
        requestBytes = bytes;
    }

    @Override
    void responded(Envelope form, byte[] bytes, int offset, int length) {
        responseBytes = length;
        if (executor == null) {
            complete(Replies.reply(this, method(), form, bytes, offset, length));
        } else {
            byte[] body = Arrays.copyOfRange(bytes, offset, offset + length);
            Callbacks.run(executor, () -> complete(Replies.reply(this, method(), form, body, 0, length)));
        }
    }

    @Override
    void failed(CallFailure failure) {
        Callbacks.run(executor, () -> complete(Reply.failed(method(), failure.toException(method(), endpoint()))));
    }

    private void complete(Reply ended) {
        CallContext.runIn(context(), () -> reply.complete(ended.over(this)));
    }
}
