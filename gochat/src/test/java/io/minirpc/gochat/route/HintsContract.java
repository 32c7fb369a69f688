package io.minirpc.gochat.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Hints} does while nothing is lost. */
public abstract class HintsContract {
    /** Returns the hints under test, none. */
    protected abstract Hints hints();

    @Test
    void conversationsAreNamedOnceNewestFirst() {
        hints().add("p:1:2", List.of(1L));
        hints().add("g:5", List.of(1L, 3L));
        hints().add("p:1:2", List.of(1L));
        hints().add("p:1:4", List.of(1L));

        awaitWaiting(1, "p:1:4", "p:1:2", "g:5");
        awaitWaiting(3, "g:5");
    }

    @Test
    void whatWasTakenIsForgotten() {
        hints().add("p:1:2", List.of(1L));
        awaitWaiting(1, "p:1:2");
        assertThat(take(1)).isEmpty();
        hints().add("p:1:2", List.of(1L)); // the same again, since the user was here
        awaitWaiting(1, "p:1:2");
    }

    @Test
    void usersWithoutHintsHaveNone() {
        hints().add("p:1:2", List.of());
        assertThat(take(1)).isEmpty();
    }

    @Test
    void atMostAHundredAreNamed() {
        IntStream.range(0, 3_000).forEach(i -> hints().add("g:" + i, List.of(1L)));
        List<String> expected =
                IntStream.range(0, 100).mapToObj(i -> "g:" + (2_999 - i)).toList();
        awaitWaiting(1, expected.toArray(String[]::new));
    }

    private void awaitWaiting(long user, String... conversations) {
        settle();
        assertThat(take(user)).containsExactly(conversations);
    }

    /** Waits until what was added can be taken. */
    protected void settle() {}

    private List<String> take(long user) {
        return hints().take(user)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
