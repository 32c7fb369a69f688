package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VisibleTest {
    private final Visible visible = new Visible(List.of(new Span(1, 3), new Span(4, 4), new Span(8, 12)));

    @Test
    void upwardsAndDownwardsAgreeWithTheListOfSeqsForAllBoundsAndLimits() {
        List<Long> all = seqs(visible.spans());
        for (long after = -1; after <= 14; after++) {
            for (long before = -1; before <= 14; before++) {
                for (int limit = 1; limit <= 11; limit++) {
                    assertThat(seqs(visible.up(after, before, limit))).isEqualTo(up(all, after, before, limit));
                }
            }
        }
        for (long before = -1; before <= 14; before++) {
            for (int limit = 1; limit <= 11; limit++) {
                List<Long> down = seqs(visible.down(before, limit));
                Collections.sort(down);
                assertThat(down).isEqualTo(down(all, before, limit));
            }
        }
    }

    private static List<Long> up(List<Long> all, long after, long before, int limit) {
        return all.stream()
                .filter(seq -> seq > after && seq < before)
                .limit(limit)
                .toList();
    }

    private static List<Long> down(List<Long> all, long before, int limit) {
        List<Long> below = all.stream().filter(seq -> seq < before).toList();
        return below.subList(Math.max(0, below.size() - limit), below.size());
    }

    @Test
    void boundsAtTheEndsOfLongDoNotOverflow() {
        assertThat(seqs(visible.up(Long.MIN_VALUE, Long.MAX_VALUE, 2))).containsExactly(1L, 2L);
        assertThat(visible.up(Long.MAX_VALUE, Long.MAX_VALUE, 2)).isEmpty();
        assertThat(visible.up(0, Long.MIN_VALUE, 2)).isEmpty();
        assertThat(seqs(visible.down(Long.MAX_VALUE, 2))).containsExactly(11L, 12L);
        assertThat(visible.down(Long.MIN_VALUE, 2)).isEmpty();
    }

    @Test
    void previousSkipsWhatIsHidden() {
        assertThat(LongStream.of(1, 2, 4, 8, 9, 13).map(visible::previous)).containsExactly(0L, 1L, 3L, 4L, 8L, 12L);
    }

    @Test
    void countAndHasFollowTheSpans() {
        assertThat(visible.count()).isEqualTo(9);
        assertThat(LongStream.range(0, 14).filter(visible::has)).containsExactly(1L, 2L, 3L, 4L, 8L, 9L, 10L, 11L, 12L);
        assertThat(new Visible(List.of()).count()).isZero();
    }

    private static List<Long> seqs(List<Span> spans) {
        List<Long> seqs = new ArrayList<>();
        spans.forEach(span -> LongStream.rangeClosed(span.first(), span.last()).forEach(seqs::add));
        return seqs;
    }
}
