package io.minirpc.gochat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BadgeTest {
    private final Badge badge = new Badge();

    @Test
    void messagesAboveTheServersCountAreAdded() {
        List.of(1L, 2L, 3L).forEach(badge::count);

        badge.cursor(0, 2, 2);

        assertThat(badge.unread()).isEqualTo(3);
    }

    @Test
    void messagesBelowTheCursorOrTheServersCountAreNotAdded() {
        badge.cursor(5, 2, 9);

        List.of(5L, 8L, 9L, 10L).forEach(badge::count);

        assertThat(badge.unread()).isEqualTo(3);
    }

    @Test
    void moreMessagesThanAreKeptAreCountedAllTheSame() {
        LongStream.rangeClosed(1, 5_000).forEach(badge::count);

        assertThat(badge.unread()).isEqualTo(5_000);
    }

    /** Each message counts; the server's count is that of a moment before. */
    @Test
    void unreadIsTheNumberOfMessagesAboveTheCursorWhateverComesWhen() {
        Random random = new Random(1);
        long head = 0;
        long read = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(4) > 0) {
                badge.count(++head);
            } else {
                read += random.nextLong(Math.min(3, head - read) + 1);
                long at = head - random.nextLong(Math.min(4, head - read) + 1);
                badge.cursor(read, at - read, at);
            }
            assertThat(badge.unread()).isEqualTo(head - read);
        }
    }

    @Test
    void nothingIsUnreadForWhoIsOut() {
        List.of(1L, 2L).forEach(badge::count);

        badge.clear(2);

        assertThat(badge.unread()).isZero();
    }
}
