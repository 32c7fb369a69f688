package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When connections read, and when those are cut off that others wait for. */
class IntakeTest {
    private static final int FRAME_BYTES = 1 << 20;
    private static final int BEGUN_BYTES = 100 << 10;

    private final FrameRoom room = new FrameRoom(FRAME_BYTES);
    private final RecordingHandler handler = new RecordingHandler();
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void stop() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(room.takenBytes()).isZero();
    }

    private Connection connection() {
        return handler.connection(room);
    }

    private EmbeddedChannel channel(Connection connection) {
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        channel.freezeTime();
        channels.add(channel);
        return channel;
    }

    /** Sends the beginning of a frame. */
    private static void begin(EmbeddedChannel channel) {
        ByteBuf bytes = Unpooled.buffer()
                .writeInt(Frame.MAGIC_AND_VERSION)
                .writeByte(Frame.JSON)
                .writeByte(Frame.REQUEST)
                .writeInt(1)
                .writeInt(FRAME_BYTES)
                .writeZero(BEGUN_BYTES);
        channel.writeInbound(bytes);
    }

    private static void sendMore(EmbeddedChannel channel, int bytes) {
        channel.writeInbound(Unpooled.buffer().writeZero(bytes));
    }

    private static void passPeriod(EmbeddedChannel channel) {
        channel.advanceTimeBy(SlowFrameWatch.PERIOD_SECONDS, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void peerThatHardlySendsAnythingOfAFrameIsCutOff() {
        Connection connection = connection();
        connection.cutOffSlowFrames();
        EmbeddedChannel channel = channel(connection);
        begin(channel);
        assertThat(room.takenBytes()).isPositive();
        for (int i = 0; i < SlowFrameWatch.SLOW_PERIODS; i++) {
            assertThat(channel.isOpen()).isTrue();
            sendMore(channel, SlowFrameWatch.MIN_BYTES - 1);
            passPeriod(channel);
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(handler.ends()).singleElement().asString().startsWith("a frame that has begun makes no progress");
        assertThat(room.takenBytes()).isZero();
    }

    @Test
    void largeFrameOverASlowLinkIsReadToItsEnd() {
        Connection connection = connection();
        connection.cutOffSlowFrames();
        EmbeddedChannel channel = channel(connection);
        begin(channel);
        for (int sent = BEGUN_BYTES; sent < FRAME_BYTES; sent += SlowFrameWatch.MIN_BYTES) {
            passPeriod(channel);
            sendMore(channel, Math.min(SlowFrameWatch.MIN_BYTES, FRAME_BYTES - sent));
            passPeriod(channel); // one slow period among others is none
        }
        assertThat(channel.isOpen()).isTrue();
        assertThat(room.takenBytes()).isZero();
        assertThat(connection.isFrameOverdue(System.nanoTime(), 0)).isFalse();
    }

    @Test
    void timeOfWaitingForRoomIsNotHeldAgainstThePeer() {
        EmbeddedChannel first = channel(connection());
        begin(first);
        Connection waiting = connection();
        waiting.cutOffSlowFrames();
        EmbeddedChannel second = channel(waiting);
        begin(second);
        assertThat(second.config().isAutoRead()).isFalse();
        for (int i = 0; i < 2 * SlowFrameWatch.SLOW_PERIODS; i++) {
            passPeriod(second);
        }
        assertThat(second.isOpen()).isTrue();
        assertThat(waiting.isFrameOverdue(System.nanoTime(), -1)).isFalse();
    }

    @Test
    void frameIsReadOnThoughTheWordThatThereIsRoomWasLost() {
        EmbeddedChannel first = channel(connection());
        begin(first);
        Connection waiting = connection();
        EmbeddedChannel second = channel(waiting);
        begin(second);
        long before = waiting.arrivalNanos();

        sendMore(first, FRAME_BYTES - BEGUN_BYTES); // nobody runs the task of the second one's event loop

        assertThat(second.config().isAutoRead()).isFalse();
        waiting.readOn();
        assertThat(second.config().isAutoRead()).isTrue();
        assertThat(waiting.arrivalNanos()).isGreaterThan(before);
    }

    @Test
    void watchOfAConnectionNoticesThatThereIsRoom() {
        EmbeddedChannel first = channel(connection());
        begin(first);
        Connection waiting = connection();
        waiting.cutOffSlowFrames();
        EmbeddedChannel second = channel(waiting);
        begin(second);
        sendMore(first, FRAME_BYTES - BEGUN_BYTES);
        passPeriod(second);
        assertThat(second.config().isAutoRead()).isTrue();
    }

    @Test
    void frameWithRoomIsReadToItsEndBeforeReadingStopsForUnreadAnswers() {
        Connection connection = connection();
        connection.readOnlyWhileWritable();
        AtomicBoolean takesData = new AtomicBoolean();
        EmbeddedChannel channel = channel(connection);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 1));
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                if (takesData.get()) {
                    context.flush();
                }
            }
        });
        begin(channel);
        connection.append(Frame.JSON, Frame.RESPONSE, 1, new byte[100]);
        connection.flush();
        assertThat(channel.isWritable()).isFalse();
        assertThat(channel.config().isAutoRead()).as("with room").isTrue();

        sendMore(channel, FRAME_BYTES - BEGUN_BYTES);
        assertThat(channel.config().isAutoRead()).as("without room").isFalse();

        takesData.set(true);
        channel.flush();
        assertThat(channel.config().isAutoRead()).as("answers are read").isTrue();
    }
}
