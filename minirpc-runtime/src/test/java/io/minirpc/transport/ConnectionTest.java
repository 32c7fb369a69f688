package io.minirpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.codec.Limits;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    @Test
    void nothingWaitsToBeReadOnAClosedConnection() {
        Connection connection = new Connection(new Ignoring(), Limits.DEFAULT);
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        assertThat(connection.unreadBytes()).isZero();

        connection.close("enough", null);

        assertThat(channel.isOpen()).isFalse();
        assertThat(connection.unreadBytes()).isZero();
    }

    private static final class Ignoring implements FrameHandler {
        @Override
        public void opened() {}

        @Override
        public void frame(int codec, int type, int seq, byte[] bytes, int offset, int length) {}

        @Override
        public void closed(String reason, @Nullable Throwable cause) {}
    }
}
