package io.minirpc.filter;

import io.minirpc.Exchange;
import io.minirpc.Invocation;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a log entry about a call; see {@link LoggingFilter}.
 *
 * @param arguments whether the arguments are printed
 * @param replies whether replies and declared exceptions are printed
 */
record CallLine(boolean arguments, boolean replies) {
    private static final int MAX_MESSAGE_CHARS = 300;

    /** W3C Trace Context, version 00 and those to come: version, trace id, parent id, flags. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /**
     * Returns the text of a call that has ended.
     *
     * @param declared the codec of the exception that it failed with, if the method declares that
     * @param nanos how long it took
     */
    String of(Invocation call, Reply reply, @Nullable ExceptionCodec<?> declared, long nanos) {
        boolean isClient = call.side() == Invocation.Side.CLIENT;
        Exchange exchange = reply.exchange();
        Exchange sent = exchange == null || exchange.requestBytes() < 0 ? null : exchange;
        LogLine line = new LogLine("call")
                .addName("method", call.method().fullName())
                .add("side", isClient ? "client" : "server");
        addPeer(line, call, exchange);
        if (sent != null) {
            line.add("seq", Integer.toUnsignedString(sent.seq()));
        }
        line.add("code", reply.code()).addTime("time", nanos);
        if (sent != null) {
            addSizes(line, sent, isClient);
        }
        addTrace(line, call);
        addFailure(line, reply, declared);
        addValues(line, call, reply);
        return line.toString();
    }

    private static void addPeer(LogLine line, Invocation call, @Nullable Exchange exchange) {
        String peer = exchange != null ? exchange.peer() : call.peer();
        if (peer != null) {
            line.addName("peer", peer);
        }
    }

    private static void addSizes(LogLine line, Exchange exchange, boolean isClient) {
        line.add(isClient ? "sent" : "received", exchange.requestBytes());
        int replyBytes = exchange.replyBytes();
        if (replyBytes >= 0) {
            line.add(isClient ? "received" : "sent", replyBytes);
        }
    }

    private static void addTrace(LogLine line, Invocation call) {
        String traceparent = call.metadata().get("traceparent");
        if (traceparent != null) {
            var parts = TRACEPARENT.matcher(traceparent);
            if (parts.matches()) {
                line.add("trace", parts.group(1));
            }
        }
    }

    private void addFailure(LogLine line, Reply reply, @Nullable ExceptionCodec<?> declared) {
        Throwable failure = reply.failure();
        if (failure == null) {
            return;
        }
        if (declared != null && replies) {
            line.addValue("exception", declared, failure);
        } else if (!(failure instanceof RpcException)) {
            line.addName("exception", failure.getClass().getSimpleName());
        }
        if (hidesMessage(declared)) {
            line.add("message", "***");
        } else if (failure.getMessage() != null) {
            line.addText("message", failure.getMessage(), MAX_MESSAGE_CHARS);
        }
    }

    /** Returns whether the message of a declared exception is sensitive. */
    static boolean hidesMessage(@Nullable ExceptionCodec<?> declared) {
        return declared != null && declared.hidesMessage();
    }

    private void addValues(LogLine line, Invocation call, Reply reply) {
        Codec<?> ofArguments = call.method().arguments();
        if (arguments && ofArguments != Codecs.NOTHING) {
            line.addValue("arguments", ofArguments, call.arguments());
        }
        Codec<?> ofReply = call.method().reply();
        if (replies && reply.isOk() && ofReply != Codecs.NOTHING) {
            line.addValue("reply", ofReply, reply.value());
        }
    }
}
