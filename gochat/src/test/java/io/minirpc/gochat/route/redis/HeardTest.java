package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.route.redis.BusHeader.Count;
import io.minirpc.gochat.route.redis.BusHeader.Numbered;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeardTest {
    private static final long SECOND = 1_000_000_000L;

    private final Heard heard = new Heard();
    private long now = 5 * SECOND;

    @Test
    void consecutiveNumbersAndTheirCountsAreCalm() {
        assertThat(push("a", 1)).isNull();
        assertThat(push("a", 2)).isNull();
        assertThat(count("a", 2, 0)).isNull();
        assertThat(push("a", 3)).isNull();
        assertThat(push("b", 1)).isNull();
    }

    /** C6.4: is 58 a gap or the start? Publishers begin with 1. */
    @Test
    void firstNumberAboveOneIsAGap() {
        assertThat(push("a", 58)).contains("1 to 57").contains("a");
        assertThat(push("a", 59)).isNull();
    }

    @Test
    void missingNumberIsAGapOnce() {
        push("a", 1);
        assertThat(push("a", 3)).contains("2 to 2");
        assertThat(push("a", 4)).isNull();
    }

    /** The last push before silence is lost. */
    @Test
    void countAboveTheLastNumberIsAGap() {
        push("a", 1);
        assertThat(count("a", 2, 0)).contains("2 to 2");
        assertThat(count("a", 2, 0)).isNull();
    }

    @Test
    void countOfAnUnknownPublisherThatHasSentIsAGap() {
        assertThat(count("a", 1, 0)).contains("1 to 1");
        assertThat(count("b", 0, 0)).isNull();
    }

    @Test
    void numbersThatGoBackAreSuspicious() {
        push("a", 1);
        push("a", 2);
        assertThat(push("a", 1)).contains("went back");
        assertThat(push("a", 2)).isNull();
    }

    /** C6.5: the look-up of routes failed, so no number was used up. */
    @Test
    void eachRiseOfGivenUpIsSuspicious() {
        assertThat(count("a", 0, 0)).isNull();
        assertThat(count("a", 0, 2)).contains("gave up 2");
        assertThat(count("a", 0, 2)).isNull();
        assertThat(count("a", 0, 3)).contains("gave up 1");
    }

    @Test
    void expectedPublisherMaySaySevenSecondsNothing() {
        push("a", 1);
        assertThat(heard.silent(Set.of("a"), now)).isNull();
        now += 6 * SECOND;
        assertThat(heard.silent(Set.of("a"), now)).isNull();
        now += SECOND;
        assertThat(heard.silent(Set.of("a"), now)).contains("a is not heard");
        count("a", 1, 0);
        assertThat(heard.silent(Set.of("a"), now)).isNull();
    }

    /** C6.4: born, one commit, killed before its first count. */
    @Test
    void expectedPublisherThatIsNeverHeardIsSuspiciousUntilItIsDelisted() {
        assertThat(heard.silent(Set.of("a"), now)).isNull();
        now += 7 * SECOND;
        assertThat(heard.silent(Set.of("a"), now)).contains("a is not heard");
        assertThat(heard.silent(Set.of(), now)).isNull();
        assertThat(heard.silent(Set.of("a"), now)).isNull(); // listed anew
    }

    @Test
    void publisherThatIsNotExpectedMayBeSilent() {
        push("a", 1);
        now += 60 * SECOND;
        assertThat(heard.silent(Set.of(), now)).isNull();
    }

    /** C6.6: a planned restart looks like a death. */
    @Test
    void publisherThatLeftMayBeSilentThoughItIsListed() {
        push("a", 1);
        heard.silent(Set.of("a"), now);
        assertThat(heard.count(new Count("a", 1, 0, true), now)).isNull();
        now += 60 * SECOND;
        assertThat(heard.silent(Set.of("a"), now)).isNull();
    }

    @Test
    void publisherThatLeavesWithAGapIsSuspicious() {
        assertThat(heard.count(new Count("a", 1, 0, true), now)).contains("1 to 1");
    }

    @Test
    void numberOfPublishersIsBounded() {
        for (int i = 0; i < 3 * Heard.MAX_PUBLISHERS; i++) {
            now++;
            push("publisher " + i, 1);
        }
        assertThat(heard.size()).isEqualTo(Heard.MAX_PUBLISHERS);
        now += 3_600 * SECOND;
        heard.silent(Set.of(), now);
        assertThat(heard.size()).isZero();
    }

    private @Nullable String push(String from, long n) {
        return heard.push(new Numbered(from, n), now);
    }

    private @Nullable String count(String from, long sent, long givenUp) {
        return heard.count(new Count(from, sent, givenUp, false), now);
    }
}
