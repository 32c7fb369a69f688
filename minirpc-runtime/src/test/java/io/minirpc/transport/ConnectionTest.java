package io.minirpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.codec.Limits;
import io.minirpc.tls.LogLines;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConnectionTest {
    private static final SparseLog LOG = new SparseLog(LoggerFactory.getLogger(ConnectionTest.class));

    private static Connection connection(SparseLog log) {
        return new Connection(new Ignoring(), Limits.DEFAULT, log, new Traffic());
    }

    @Test
    void nothingWaitsToBeReadOnAClosedConnection() {
        Connection connection = connection(LOG);
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        assertThat(connection.unreadBytes()).isZero();

        connection.close("enough", null);

        assertThat(channel.isOpen()).isFalse();
        assertThat(connection.unreadBytes()).isZero();
    }

    @Test
    void peersThatSendNoFramesGetALineASecondTogether() {
        long start = System.nanoTime();
        SparseLog log = new SparseLog(LoggerFactory.getLogger(ConnectionTest.class));
        try (LogLines lines = new LogLines()) {
            for (int i = 0; i < 1_000; i++) {
                EmbeddedChannel channel = new EmbeddedChannel(connection(log));
                channel.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1", StandardCharsets.US_ASCII));
                assertThat(channel.isOpen()).isFalse();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(lines.with("magic byte: 47")).hasSizeBetween(1, (int) seconds + 1);
        }
    }

    @Test
    void whatWasLeftOutIsCounted() {
        SparseLog log = new SparseLog(LoggerFactory.getLogger(ConnectionTest.class));
        try (LogLines lines = new LogLines()) {
            log.warn("first");
            int others = 0;
            while (lines.with("second").isEmpty()) {
                log.warn("second");
                others++;
            }
            assertThat(lines.with("second (" + (others - 1) + " such lines were left out)"))
                    .hasSize(1);
        }
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
