package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushWindowTest {
    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

    private final List<String> fates = new ArrayList<>();
    private final PushWindow window = new PushWindow(10, 1 << 20, new PushFate() {
        @Override
        public void acknowledged(Pushed push, long writtenNanos) {
            fates.add("acknowledged " + push.seq());
        }

        @Override
        public void resent(Pushed push) {
            fates.add("resent " + push.seq());
        }

        @Override
        public void behind(Pushed push) {
            fates.add("behind " + push.seq());
        }
    });
    private int offered;

    @AfterEach
    void clear() {
        window.clear();
    }

    private boolean offer(String line) {
        ByteBuf buffer = ALLOCATOR.directBuffer();
        buffer.writeCharSequence(line + "\n", StandardCharsets.UTF_8);
        return window.offer(push(++offered), buffer);
    }

    private static Pushed push(long seq) {
        return Pushed.of(GatewayFixture.message("p:1:2", seq, "text", "a"));
    }

    private static String text(ByteBuf frame) {
        String text = frame.toString(StandardCharsets.UTF_8);
        frame.skipBytes(frame.readableBytes()); // as a channel does that writes it
        frame.release();
        return text;
    }

    private String next(long now) {
        return text(window.nextFrame(ALLOCATOR, now));
    }

    @Test
    void allThatFitsIsOneFrameWithAMark() {
        offer("a");
        offer("b");
        assertThat(next(0)).isEqualTo("a\nb\n{\"mark\":{\"n\":1}}\n");
        assertThat(window.hasUnsent()).isFalse();
    }

    @Test
    void framesEndBelowTheirLimit() {
        for (int i = 0; i < 5; i++) {
            offer("x".repeat(100_000));
        }
        assertThat(next(0)).hasSizeBetween(200_000, Frames.MAX_BYTES);
        assertThat(next(0)).hasSizeBetween(200_000, Frames.MAX_BYTES);
        assertThat(next(0)).hasSizeLessThan(110_000).contains("\"n\":3");
    }

    @Test
    void windowIsFullByMessagesAndByBytes() {
        for (int i = 0; i < 10; i++) {
            assertThat(offer("x")).isTrue();
        }
        assertThat(offer("x")).isFalse();
        window.clear();
        assertThat(offer("x".repeat(1 << 19))).isTrue();
        assertThat(offer("x".repeat(1 << 19))).isFalse();
    }

    @Test
    void acksAreCumulativeAndMakeRoom() {
        offer("a");
        next(0);
        offer("b");
        next(0);
        offer("c");
        assertThat(window.messages()).isEqualTo(3);
        assertThat(window.ack(2)).isTrue();
        assertThat(window.messages()).isEqualTo(1);
        assertThat(window.ack(1)).isTrue(); // late
        assertThat(window.ack(3)).as("never sent").isFalse();
        assertThat(window.ack(-1)).isFalse();
    }

    @Test
    void resendIsOnceAndUnderANewMark() {
        offer("a");
        next(0);
        offer("b");
        next(50);
        assertThat(window.resend(ALLOCATOR, 99, 100)).isEmpty();
        List<ByteBuf> frames = window.resend(ALLOCATOR, 100, 100);
        assertThat(frames).hasSize(1);
        assertThat(text(frames.get(0))).isEqualTo("a\n{\"mark\":{\"n\":3}}\n");
        assertThat(window.resend(ALLOCATOR, 120, 100)).isEmpty();
        assertThat(window.isOverdue(299, 200)).isFalse();
        assertThat(window.isOverdue(300, 200)).isTrue();
        assertThat(window.ack(1)).as("the ack of the first copy").isTrue();
        assertThat(window.isOverdue(300, 200)).isFalse();
    }

    @Test
    void marksGoOnAfterTheWindowWasCleared() {
        offer("a");
        next(0);
        window.clear();
        offer("b");
        assertThat(next(0)).contains("\"n\":2");
        assertThat(window.ack(1)).isTrue();
        assertThat(window.messages()).isEqualTo(1);
    }

    @Test
    void eachMessageHasOneFate() {
        offer("acknowledged");
        next(0);
        offer("resent, then forgotten");
        next(0);
        offer("never written");
        window.ack(1);
        window.resend(ALLOCATOR, 10, 5).forEach(PushWindowTest::text);
        window.clear();
        window.clear();
        assertThat(fates).containsExactly("acknowledged 1", "resent 2", "behind 2", "behind 3");
    }
}
