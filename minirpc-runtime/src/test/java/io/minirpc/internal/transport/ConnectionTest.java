package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.Throwing;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.tls.LogLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class ConnectionTest {
    @Test
    void nothingWaitsToBeReadOnAClosedConnection() {
        Connection connection = new RecordingHandler().connection();
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        assertThat(connection.unreadBytes()).isZero();

        connection.close("enough", null);

        assertThat(channel.isOpen()).isFalse();
        assertThat(connection.unreadBytes()).isZero();
    }

    @Test
    void peersThatSendNoFramesGetALineASecondTogether() {
        long start = System.nanoTime();
        ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ConnectionTest.class));
        try (LogLines lines = new LogLines()) {
            for (int i = 0; i < 1_000; i++) {
                EmbeddedChannel channel = new EmbeddedChannel(new RecordingHandler().connection(log));
                channel.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1", StandardCharsets.US_ASCII));
                assertThat(channel.isOpen()).isFalse();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(lines.with("magic byte: 47")).hasSizeBetween(1, (int) seconds + 1);
        }
    }

    @Test
    void whatWasLeftOutIsCounted() {
        ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ConnectionTest.class));
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

    @Test
    void frameThatIsNotEndedIsDropped() {
        Connection connection = new RecordingHandler().connection();
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        connection.append(Frame.JSON, Frame.HEARTBEAT, 1, new byte[0]);
        try (OpenFrame frame = connection.begin(Frame.JSON, Frame.RESPONSE, 2)) {
            frame.body().writeInt(7); // and then it turns out that the rest cannot be written
        }
        try (OpenFrame frame = connection.begin(Frame.JSON, Frame.RESPONSE, 3)) {
            frame.body().writeInt(7);
            assertThatThrownBy(() -> frame.end(Integer.BYTES - 1)).isInstanceOf(CodecException.class);
        }
        connection.append(Frame.JSON, Frame.HEARTBEAT, 4, new byte[0]);
        connection.flush();

        ByteBuf written = channel.readOutbound();
        assertThat(ByteBufUtil.hexDump(written))
                .isEqualTo("6d72700100020000000100000000" + "6d72700100020000000400000000");
        written.release();
    }

    @Test
    void secondFrameIsRefusedWhileOneIsWritten() {
        Connection connection = new RecordingHandler().connection();
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        try (OpenFrame frame = connection.begin(Frame.JSON, Frame.RESPONSE, 1)) {
            assertThatThrownBy(() -> connection.begin(Frame.JSON, Frame.RESPONSE, 2))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(frame.end(0)).isZero();
        }
        connection.flush();
        ByteBuf written = channel.readOutbound();
        assertThat(ByteBufUtil.hexDump(written)).isEqualTo("6d72700100010000000100000000");
        written.release();
    }

    @Test
    void batchGoesOutInPartsWhenMemoryIsShort() {
        Connection connection = new RecordingHandler().connection();
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        channel.config().setAllocator(Throwing.OUT_OF_MEMORY.allocator(64 << 10));
        byte[] body = new byte[200_000];
        Arrays.fill(body, (byte) 7);
        connection.append(Frame.JSON, Frame.RESPONSE, 1, body);
        connection.flush();
        assertThat(channel.isOpen()).isTrue();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        assertThat(all.readableBytes()).isEqualTo(Frame.HEADER_BYTES + body.length);
        assertThat(all.getInt(10)).isEqualTo(body.length);
        assertThat(all.skipBytes(Frame.HEADER_BYTES)).isEqualTo(Unpooled.wrappedBuffer(body));
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void aConnectionThatCannotWriteIsClosedWithAReason(Throwing kind) {
        RecordingHandler handler = new RecordingHandler();
        Connection connection = handler.connection();
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        channel.config().setAllocator(kind.allocator(0));
        connection.append(Frame.JSON, Frame.RESPONSE, 1, new byte[10]);
        connection.flush();
        assertThat(channel.isOpen()).isFalse();
        assertThat(handler.ends()).singleElement().asString().startsWith("what was to be sent cannot be written: ");
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void throwingLogDoesNotDisturbItsCallers(Throwing kind) {
        ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ConnectionTest.class));
        try (Throwing.Log throwing = kind.log()) {
            log.error("a line", kind.throwable());
        }
    }

    @Test
    void aThrowableThatCannotBePrintedIsLoggedByItsClass() {
        ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ConnectionTest.class));
        try (LogLines lines = new LogLines()) {
            log.error("it failed", Throwing.RUDE_EXCEPTION.throwable());
            assertThat(lines.with("it failed (io.minirpc.Throwing$Rude)")).hasSize(1);
        }
    }
}
