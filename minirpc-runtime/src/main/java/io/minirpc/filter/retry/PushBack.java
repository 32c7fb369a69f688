package io.minirpc.filter.retry;

import io.minirpc.Metadata;
import io.minirpc.Reply;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of making a failed call again; see {@link Metadata#RETRY_AFTER}.
 *
 * @param nanos how long to wait, or less than nothing for that it should not be made again
 */
record PushBack(long nanos) {
    /** Returns what the reply says; null where that is nothing, or nothing that can be understood. */
    static @Nullable PushBack of(Reply reply) {
        String text = reply.metadata().get(Metadata.RETRY_AFTER);
        if (text == null) {
            return null;
        }
        try {
            return new PushBack(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns whether the call should not be made again. */
    boolean isFinal() {
        return nanos < 0;
    }
}
