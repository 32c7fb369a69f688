package io.minirpc.gochat.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Routes} does. */
public abstract class RoutesContract {
    /** Returns the routes under test, empty. */
    protected abstract Routes routes();

    @Test
    void addedConnectionsAreFound() {
        done(routes().add(7, new Route("a", "g1")));
        done(routes().add(7, new Route("b", "g2")));
        done(routes().add(8, new Route("c", "g1")));

        Map<Long, List<Route>> found = find(7, 8);

        assertThat(found.get(7L)).containsExactlyInAnyOrder(new Route("a", "g1"), new Route("b", "g2"));
        assertThat(found.get(8L)).containsExactly(new Route("c", "g1"));
    }

    @Test
    void usersWithoutConnectionsAreLeftOut() {
        done(routes().add(7, new Route("a", "g1")));

        assertThat(find(7, 9)).containsOnlyKeys(7L);
        assertThat(find()).isEmpty();
    }

    @Test
    void removalTakesExactlyItsConnection() {
        done(routes().add(7, new Route("a", "g1")));
        done(routes().add(7, new Route("b", "g1")));

        done(routes().remove(7, "a"));
        done(routes().remove(7, "unknown"));
        done(routes().remove(8, "b"));

        assertThat(find(7)).containsOnly(Map.entry(7L, List.of(new Route("b", "g1"))));
        done(routes().remove(7, "b"));
        assertThat(find(7)).isEmpty();
    }

    /** Routes are written again each minute. */
    @Test
    void connectionAddedAgainIsThereOnce() {
        done(routes().add(7, new Route("a", "g1")));
        done(routes().add(7, new Route("a", "g1")));
        assertThat(find(7).get(7L)).containsExactly(new Route("a", "g1"));
    }

    @Test
    void parallelChangesOfOneUserLoseNothing() {
        CompletableFuture<?>[] changes = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    done(routes().add(7, new Route("c" + i, "g")));
                    if (i % 2 == 0) {
                        done(routes().remove(7, "c" + i));
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        done(CompletableFuture.allOf(changes));
        assertThat(find(7).get(7L)).hasSize(100);
    }

    @Test
    void usersWithAConnectionAreOnline() {
        done(routes().add(7, new Route("a", "g1")));
        done(routes().add(7, new Route("b", "g2")));
        done(routes().add(8, new Route("c", "g2")));

        assertThat(online(7, 8, 9)).containsExactlyInAnyOrder(7L, 8L);
        assertThat(online(9)).isEmpty();
        assertThat(online()).isEmpty();
    }

    /** Row "away because one of two devices closed". */
    @Test
    void userIsOnlineUntilTheLastConnectionIsRemoved() {
        done(routes().add(7, new Route("phone", "g1")));
        done(routes().add(7, new Route("desk", "g2")));

        done(routes().remove(7, "phone"));
        assertThat(online(7)).containsExactly(7L);
        done(routes().remove(7, "desk"));
        assertThat(online(7)).isEmpty();
    }

    /** C-row "late close removes the new route": a user comes back before the gateway notices that he has gone. */
    @Test
    void lateRemovalLeavesTheNewConnection() {
        done(routes().add(7, new Route("old", "g1")));
        done(routes().add(7, new Route("new", "g1")));
        done(routes().remove(7, "old"));
        done(routes().remove(7, "old"));

        assertThat(find(7).get(7L)).containsExactly(new Route("new", "g1"));
        assertThat(online(7)).containsExactly(7L);
    }

    private Set<Long> online(long... users) {
        return done(routes().online(LongStream.of(users).boxed().toList()));
    }

    private Map<Long, List<Route>> find(long... users) {
        return done(routes().find(LongStream.of(users).boxed().toList()));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
