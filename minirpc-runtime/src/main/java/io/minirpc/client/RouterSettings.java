package io.minirpc.client;

import io.minirpc.balancer.Balancer;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How a client finds its servers by a registry. Immutable.
 *
 * @param registry what knows the endpoints
 * @param registryTimeout how long its first word is waited for
 * @param fallback endpoints of all services, for as long as the registry has said nothing
 * @param balancers makes the balancer of each service
 * @param ofServices makes those of the services named
 * @param outliers which endpoints are left out
 * @param slowStart how long new endpoints warm up
 */
record RouterSettings(
        Registry registry,
        Duration registryTimeout,
        List<Endpoint> fallback,
        Supplier<Balancer> balancers,
        Map<String, Supplier<Balancer>> ofServices,
        OutlierDetection outliers,
        Duration slowStart) {
    Balancer balancer(String service) {
        return ofServices.getOrDefault(service, balancers).get();
    }
}
