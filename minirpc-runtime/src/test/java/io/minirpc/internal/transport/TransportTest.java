package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import org.junit.jupiter.api.Test;

class TransportTest {
    @Test
    void byDefaultItIsEpollWhereThatIsAvailableAndNioElsewhere() {
        assertThat(Transport.named(null)).isSameAs(Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO);
    }

    @Test
    void nioIsAvailableEverywhere() {
        assertThat(Transport.named("nio")).isSameAs(Transport.NIO);
    }

    @Test
    void whatTheSystemHasMayBeNamed() {
        assumeTrue(Epoll.isAvailable() && IoUring.isAvailable());
        assertThat(Transport.named("epoll")).isSameAs(Transport.EPOLL);
        assertThat(Transport.named("io_uring")).isSameAs(Transport.IO_URING);
    }

    @Test
    void whatTheSystemLacksFailsWithTheReason() {
        Transport epoll = Transport.EPOLL;
        Throwable cause = new UnsupportedOperationException("not Linux");
        Transport lacking = new Transport(
                epoll.name(), epoll.clientChannels(), epoll.serverChannels(), epoll.ioHandlers(), () -> cause);
        assertThatThrownBy(lacking::orFail)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("io.minirpc.transport: epoll (expected: one that this system has): not Linux")
                .hasCause(cause);
    }

    @Test
    void anUnknownNameFailsWithWhatIsExpected() {
        assertThatThrownBy(() -> Transport.named("kqueue"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.minirpc.transport: kqueue (expected: epoll, io_uring or nio)");
    }
}
