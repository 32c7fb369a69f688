package io.minirpc.gochat.chat;

import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everybody is connected to one gateway, {@code gw}, unless a look-up is given. */
final class FakeRoutes implements Routes {
    private final Function<Collection<Long>, CompletionStage<Map<Long, List<Route>>>> lookUp;

    FakeRoutes() {
        this(users -> CompletableFuture.completedStage(users.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), user -> List.of(new Route("c" + user, "gw"))))));
    }

    FakeRoutes(Function<Collection<Long>, CompletionStage<Map<Long, List<Route>>>> lookUp) {
        this.lookUp = lookUp;
    }

    @Override
    public CompletionStage<Void> add(long user, Route route) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> remove(long user, String connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
        return lookUp.apply(users);
    }
}
