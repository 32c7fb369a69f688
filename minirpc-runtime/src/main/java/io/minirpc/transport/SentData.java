package io.minirpc.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Asks the system when it sent data last, where it can tell. A socket takes more to send only when a third of its
 * buffer is free, which may be a megabyte; a peer that reads slowly is noticed before by the data that is sent to it.
 */
final class SentData {
    private SentData() {}

    static boolean isWithin(Channel channel, long nanos) {
        return channel.getClass().getName().equals("io.netty.channel.epoll.EpollSocketChannel")
                && Epolls.isWithin(channel, nanos);
    }

    /** Apart, for the class of such channels may be missing where there are others. */
    private static final class Epolls {
        static boolean isWithin(Channel channel, long nanos) {
            try {
                long millis = ((EpollSocketChannel) channel).tcpInfo().lastDataSent();
                return TimeUnit.MILLISECONDS.toNanos(millis) < nanos;
            } catch (ChannelException e) {
                return false; // closed meanwhile
            }
        }
    }
}
