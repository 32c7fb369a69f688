package io.minirpc.gochat.route.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrameCodec;
import io.minirpc.gochat.route.HotCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The last messages of conversations in Redis: for each edit version of a conversation a set sorted by seq, forgotten 2
 * minutes after it was last written. Large messages are left out. Where Redis fails or lags, nothing is written or read
 * for 5 s. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is not kept is read from the database
final class RedisHotCache implements HotCache {
    /** The longest message that is kept, as JSON. */
    static final int MAX_BYTES = 4 << 10;

    private static final Duration FORGOTTEN = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_UNANSWERED = 500;
    private static final Limits LIMITS = Limits.builder().maxDepth(16).build();

    /** A seq has one value: two encodings of one message would make the count of a range wrong. */
    private static final String ADD =
            "for i = 3, #ARGV, 2 do redis.call('ZREMRANGEBYSCORE', KEYS[1], ARGV[i], ARGV[i]) "
                    + "redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1]) end "
                    + "redis.call('ZREMRANGEBYRANK', KEYS[1], 0, ARGV[1]) return redis.call('EXPIRE', KEYS[1], ARGV[2])";

    private final Keys keys;
    private final Entries entries;
    private final ThrottledLog log = new ThrottledLog();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile long pausedUntil = System.nanoTime();

    RedisHotCache(Keys keys, Entries entries) {
        this.keys = keys;
        this.entries = entries;
    }

    @Override
    public void add(String conversation, long editVersion, List<Message> messages) {
        List<byte[]> values = new ArrayList<>();
        messages.forEach(message -> add(values, message));
        if (values.isEmpty() || isPaused()) {
            return;
        }
        values.add(0, bytes(Integer.toString(-MAX_MESSAGES - 1)));
        values.add(1, bytes(Long.toString(FORGOTTEN.toSeconds())));
        String key = keys.hot(conversation, editVersion);
        String[] scriptKeys = {key};
        watched(entries.call(
                key,
                redis -> redis.<Long>eval(ADD, ScriptOutputType.INTEGER, scriptKeys, values.toArray(byte[][]::new))));
    }

    private static void add(List<byte[]> values, Message message) {
        try {
            byte[] json = JsonFormat.encode(ServerFrameCodec.INSTANCE, message, LIMITS);
            if (json.length <= MAX_BYTES) {
                values.add(bytes(Long.toString(message.seq())));
                values.add(json);
            }
        } catch (CodecException e) {
            return; // it is in the database
        }
    }

    @Override
    public CompletionStage<List<Message>> read(String conversation, long editVersion, long first, long last) {
        long count = last - first + 1;
        if (count < 1 || count > MAX_MESSAGES || isPaused()) {
            return CompletableFuture.completedStage(List.of());
        }
        String key = keys.hot(conversation, editVersion);
        return watched(entries.call(
                        key, redis -> redis.zrangebyscore(key, Range.create(first, last), Limit.from(count + 1))))
                .thenApply(values -> messages(conversation, values, first, count));
    }

    /** Returns the whole range, or nothing. What is in Redis may be garbage. */
    private List<Message> messages(String conversation, List<byte[]> values, long first, long count) {
        List<Message> messages = new ArrayList<>();
        if (values.size() != count) {
            return messages;
        }
        for (byte[] value : values) {
            Message message = message(value);
            if (message == null
                    || message.seq() != first + messages.size()
                    || !conversation.equals(message.conversation())) {
                log.warn("a cached message cannot be read and is ignored");
                return List.of();
            }
            messages.add(message);
        }
        return messages;
    }

    private static @Nullable Message message(byte[] value) {
        try {
            ServerFrame frame = value.length > MAX_BYTES
                    ? null
                    : JsonFormat.decode(ServerFrameCodec.INSTANCE, value, 0, value.length, LIMITS);
            return frame instanceof Message message && BusCodec.isWhole(message) ? message : null;
        } catch (CodecException e) {
            return null;
        }
    }

    private boolean isPaused() {
        return System.nanoTime() - pausedUntil < 0 || unanswered.get() >= MAX_UNANSWERED;
    }

    private <T> CompletableFuture<T> watched(CompletableFuture<T> answer) {
        unanswered.incrementAndGet();
        return answer.whenComplete((value, failure) -> {
            unanswered.decrementAndGet();
            if (failure != null) {
                pausedUntil = System.nanoTime() + PAUSE_NANOS;
                log.warn("the cache of messages pauses", failure);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
