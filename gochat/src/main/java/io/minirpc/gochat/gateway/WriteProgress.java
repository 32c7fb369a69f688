package io.minirpc.gochat.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Watches whether what was written to a channel gets out. Belongs to the channel's event loop. */
final class WriteProgress {
    private final Channel channel;
    private int current;
    private long progress;
    private long since;
    private long unwritableSince;
    private boolean unwritable;

    WriteProgress(Channel channel, long now) {
        this.channel = channel;
        since = now;
    }

    /** Looks at the channel. */
    void look(long now) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        Object message = out == null ? null : out.current();
        int identity = System.identityHashCode(message);
        long written = out == null ? 0 : out.currentProgress();
        if (message == null || identity != current || written != progress) {
            current = identity;
            progress = written;
            since = now;
        }
        if (channel.isWritable()) {
            unwritable = false;
        } else if (!unwritable) {
            unwritable = true;
            unwritableSince = now;
        }
    }

    /** Returns for how long no byte has gone out although some wait, at the last look. */
    long stalledNanos(long now) {
        return now - since;
    }

    /** Returns for how long the channel has been unwritable, at the last look. */
    long unwritableNanos(long now) {
        return unwritable ? now - unwritableSince : 0;
    }

    /** Returns whether nothing waits to be written. */
    boolean isIdle() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out == null || out.totalPendingWriteBytes() == 0;
    }
}
