package io.minirpc.gochat.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link GroupGateways} does. */
public abstract class GroupGatewaysContract {
    /** Returns the gateways under test, none. */
    protected abstract GroupGateways groups();

    @Test
    void addedGatewaysAreFound() {
        done(groups().add(List.of("g:1", "g:2"), "one"));
        done(groups().add(List.of("g:2"), "two"));

        assertThat(find("g:1")).containsExactly("one");
        assertThat(find("g:2")).containsExactlyInAnyOrder("one", "two");
        assertThat(find("g:3")).isEmpty();
    }

    /** Registrations are written again each minute. */
    @Test
    void gatewayAddedAgainIsThereOnce() {
        done(groups().add(List.of("g:1"), "one"));
        done(groups().add(List.of("g:1", "g:1"), "one"));
        done(groups().add(List.of(), "one"));

        assertThat(find("g:1")).containsExactly("one");
    }

    @Test
    void removalTakesExactlyItsGateway() {
        done(groups().add(List.of("g:1", "g:2"), "one"));
        done(groups().add(List.of("g:1"), "two"));

        done(groups().remove(List.of("g:1", "g:3"), "one"));
        done(groups().remove(List.of("g:2"), "unknown"));
        done(groups().remove(List.of(), "two"));

        assertThat(find("g:1")).containsExactly("two");
        assertThat(find("g:2")).containsExactly("one");
        done(groups().remove(List.of("g:1"), "two"));
        assertThat(find("g:1")).isEmpty();
    }

    /** The last connection of a group goes and another comes, before anything is answered. */
    @Test
    void changesOfOneGatewayTakeEffectInTheirOrder() {
        for (int i = 0; i < 100; i++) {
            CompletionStage<Void> added = groups().add(List.of("g:1"), "one");
            CompletionStage<Void> removed = groups().remove(List.of("g:1"), "one");
            CompletionStage<Void> again = groups().add(List.of("g:1"), "one");
            done(added);
            done(removed);
            done(again);
            assertThat(find("g:1")).containsExactly("one");
        }
    }

    @Test
    void parallelChangesOfOneGroupLoseNothing() {
        CompletableFuture<?>[] changes = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    done(groups().add(List.of("g:1"), "gateway " + i));
                    if (i % 2 == 0) {
                        done(groups().remove(List.of("g:1"), "gateway " + i));
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        done(CompletableFuture.allOf(changes));

        assertThat(find("g:1")).hasSize(100);
    }

    private Collection<String> find(String group) {
        return done(groups().find(group));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
