package io.minirpc.gochat.route.redis;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.Bus_PushCodec;
import io.minirpc.gochat.route.redis.BusHeader.Numbered;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The encoding of the bus: a line with the header, and for a push a second one. Stateless. */
final class BusCodec {
    static final int MAX_BYTES = 1 << 20;

    private static final Limits LIMITS =
            Limits.builder().maxDepth(32).maxElements(100_000).build();

    private BusCodec() {}

    /** @param push null where it is of a kind that is unknown here */
    record Received(BusHeader header, @Nullable Push push) {}

    /** @throws CodecException if it cannot be written, or is too long */
    static byte[] encode(Push push) {
        byte[] bytes = JsonFormat.encode(Bus_PushCodec.INSTANCE, push, LIMITS);
        if (bytes.length > MAX_BYTES / 2) {
            throw new CodecException("push: " + bytes.length + " bytes (expected: at most " + MAX_BYTES / 2 + ")");
        }
        return bytes;
    }

    static byte[] encode(BusHeader header) {
        return JsonFormat.encode(BusHeaderCodec.INSTANCE, header, LIMITS);
    }

    static byte[] join(byte[] header, byte[] push) {
        byte[] both = new byte[header.length + 1 + push.length];
        System.arraycopy(header, 0, both, 0, header.length);
        both[header.length] = '\n';
        System.arraycopy(push, 0, both, header.length + 1, push.length);
        return both;
    }

    /** @throws CodecException if it is nothing that a publisher writes */
    static Received decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new CodecException(bytes.length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        BusHeader header = JsonFormat.decode(BusHeaderCodec.INSTANCE, bytes, 0, end, LIMITS);
        if (header == null || header.from() == null || header.from().length() > Heard.MAX_NAME) {
            throw new CodecException("no header (expected: a push or a count, with its publisher)");
        }
        if (!(header instanceof Numbered)) {
            return new Received(header, null);
        }
        int from = Math.min(end + 1, bytes.length);
        Push push = JsonFormat.decode(Bus_PushCodec.INSTANCE, bytes, from, bytes.length - from, LIMITS);
        if (push != null && !isWhole(push)) {
            throw new CodecException("a push without its values (expected: users and a frame)");
        }
        return new Received(header, push);
    }

    /** Returns whether no field is absent: an absent one is null, although its type says that it cannot be. */
    private static boolean isWhole(Push push) {
        boolean hasUsers = !(push instanceof ToUsers some)
                || (some.users() != null
                        && !some.users().isEmpty()
                        && some.users().stream().noneMatch(Objects::isNull));
        return hasUsers && push.frame() != null && (!(push.frame() instanceof Message message) || isWhole(message));
    }

    static boolean isWhole(Message message) {
        return Stream.of(message.conversation(), message.id(), message.from(), message.type(), message.content())
                .allMatch(Objects::nonNull);
    }
}
