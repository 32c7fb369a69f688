package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.GroupView.Viewer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupSpansTest {
    private static GroupSpans spans(long asked, long read, Viewer... viewers) {
        return GroupSpans.of(asked, new GroupView(read, List.of(viewers)));
    }

    @Test
    void spansHoldForTheVersionsFromTheOneAskedForToTheOneRead() {
        GroupSpans spans = spans(3, 5);
        assertThat(spans.hold(2)).isFalse();
        assertThat(spans.hold(3)).isTrue();
        assertThat(spans.hold(5)).isTrue();
        assertThat(spans.hold(6)).isFalse();
    }

    @Test
    void spanCoversWhatLiesAboveItsFirstUpToItsLast() {
        GroupSpans spans = spans(1, 1, new Viewer(8, 20, Long.MAX_VALUE), new Viewer(7, 1, 10), new Viewer(8, 2, 5));
        assertThat(spans.find(7, 1)).as("his join").isNegative();
        assertThat(spans.find(7, 2)).isNotNegative();
        assertThat(spans.find(7, 11)).isNegative();
        assertThat(spans.find(8, 5)).isNotNegative();
        assertThat(spans.find(8, 6)).isNegative();
        assertThat(spans.find(8, 20)).isNegative();
        assertThat(spans.find(8, 21)).isNotNegative();
        assertThat(spans.find(9, 5)).as("a stranger").isNegative();
        assertThat(spans.find(6, 5)).isNegative();
        assertThat(spans.endsAt(spans.find(7, 10), 10)).isTrue();
        assertThat(spans.endsAt(spans.find(7, 9), 9)).isFalse();
    }

    @Test
    void everyOneOfManyIsFound() {
        List<Viewer> viewers = new ArrayList<>();
        for (int user = 10_000; user > 0; user--) {
            viewers.add(new Viewer(user, user, Long.MAX_VALUE));
        }
        GroupSpans spans = GroupSpans.of(1, new GroupView(1, viewers));
        for (int user = 1; user <= 10_000; user++) {
            assertThat(spans.find(user, user)).isNegative();
            assertThat(spans.find(user, user + 1)).isNotNegative();
        }
        assertThat(spans.size()).isEqualTo(10_000);
    }

    @Test
    void cacheForgetsWhatWasNotUsedForTheLongestTime() {
        GroupSpansCache cache = new GroupSpansCache(3);
        GroupSpans one = spans(1, 1, new Viewer(7, 1, 10));
        cache.put("g:1", one);
        cache.put("g:2", one);
        cache.put("g:3", one);
        assertThat(cache.get("g:1")).isSameAs(one);
        cache.put("g:4", one);
        assertThat(cache.get("g:2")).isNull();
        assertThat(cache.get("g:1")).isSameAs(one);
        cache.put(
                "g:5", spans(1, 1, new Viewer(7, 1, 2), new Viewer(7, 3, 4), new Viewer(7, 5, 6), new Viewer(7, 7, 8)));
        assertThat(cache.groups()).as("one is always kept").isOne();
        cache.remove("g:5");
        cache.put("g:1", one);
        cache.put("g:2", one);
        cache.put("g:3", one);
        assertThat(cache.groups()).isEqualTo(3);
    }
}
