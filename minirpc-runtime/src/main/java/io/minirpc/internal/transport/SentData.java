package io.minirpc.internal.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The time at which the system last sent data, where it reports that. A socket accepts more data only when a third of
 * its buffer is free, which may be a megabyte. This detects a peer that reads slowly earlier.
 */
final class SentData {
    private SentData() {}

    static boolean isWithin(Channel channel, long nanos) {
        return channel.getClass().getName().equals("io.netty.channel.epoll.EpollSocketChannel")
                && Epolls.isWithin(channel, nanos);
    }

    /** A class of its own, because the class of epoll channels may be missing. */
    private static final class Epolls {
        static boolean isWithin(Channel channel, long nanos) {
            try {
                long millis = ((EpollSocketChannel) channel).tcpInfo().lastDataSent();
                return TimeUnit.MILLISECONDS.toNanos(millis) < nanos;
            } catch (ChannelException e) {
                return false; // it was closed meanwhile
            }
        }
    }
}
