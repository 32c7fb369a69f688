package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.RoutesContract;

class MemoryRoutesTest extends RoutesContract {
    private final Routes routes = new MemoryRoutes();

    @Override
    protected Routes routes() {
        return routes;
    }
}
