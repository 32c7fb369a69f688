package io.minirpc.client;

import io.minirpc.Invocation;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes each call to an endpoint of its service that the registry knows. A service is watched from its first call on.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class DiscoveringRouter implements Router {
    private static final long TICK_MILLIS = 1_000;

    private final ClientContext client;
    private final RouterSettings settings;
    private final EventLoop loop;
    private final SharedPools pools;
    private final Map<String, ServiceRoute> routes = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> ticks;
    private volatile boolean closed;

    DiscoveringRouter(ClientContext client, RouterSettings settings, EventLoopGroup loops) {
        this.client = client;
        this.settings = settings;
        loop = loops.next();
        pools = new SharedPools(client, loops, loop);
        ticks = loop.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public @Nullable Selection select(Invocation call) {
        return closed ? null : route(call.method().service()).select(call);
    }

    @Override
    public void start(PendingCall call, @Nullable Selection selection) {
        if (closed) {
            call.end(CallFailure.clientClosed());
            return;
        }
        String service = call.method().service();
        ServiceRoute route;
        try {
            route = route(service);
        } catch (Throwable e) { // by the supplier of balancers
            call.end(CallFailure.broken("the balancer of " + service + " cannot be made", e, true));
            return;
        }
        route.start(call, selection);
    }

    @Override
    public String destination() {
        return "the registry's endpoints";
    }

    @Override
    public List<EndpointStatus> status(String service) {
        ServiceRoute route = routes.get(service);
        return route == null ? List.of() : route.status();
    }

    @Override
    public CompletableFuture<Void> close() {
        closed = true;
        return CompletableFuture.supplyAsync(
                        () -> {
                            ticks.cancel(false);
                            routes.values().forEach(ServiceRoute::close);
                            return pools.close();
                        },
                        loop)
                .thenCompose(all -> all);
    }

    private ServiceRoute route(String service) {
        ServiceRoute known = routes.get(service);
        return known != null ? known : routes.computeIfAbsent(service, this::begin);
    }

    private ServiceRoute begin(String service) {
        ServiceRoute route = new ServiceRoute(service, client, settings, pools, loop);
        try {
            loop.execute(() -> {
                if (closed) {
                    route.close();
                } else {
                    route.begin();
                }
            });
        } catch (RejectedExecutionException e) {
            route.close(); // the client was closed meanwhile, and the event loop with it
        }
        return route;
    }

    private void tick() {
        long now = System.nanoTime();
        routes.values().forEach(route -> route.tick(now));
    }
}
