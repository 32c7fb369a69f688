package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.balancer.Balancer;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import io.minirpc.internal.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings for finding servers by a registry. Immutable.
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
    private static final Logger LOG = LoggerFactory.getLogger(ClientLog.NAME);

    Balancer balancer(String service) {
        return ofServices.getOrDefault(service, balancers).get();
    }

    /**
     * Waits for the registry to answer.
     *
     * @throws RegistryException if it does not and there is nothing to fall back on
     */
    void awaitRegistry() {
        try {
            registry.ping().get(registryTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while waiting for the registry", e);
        } catch (TimeoutException e) {
            unreachable("it has not answered within " + registryTimeout, e);
        } catch (ExecutionException e) {
            Throwable cause = requireNonNull(e.getCause());
            unreachable(Reason.of(cause), cause);
        }
    }

    private void unreachable(String why, Throwable cause) {
        if (fallback.isEmpty()) {
            throw new RegistryException(
                    "cannot reach the registry: " + why + " (remedy: start it, or give the client a fallback)", cause);
        }
        LOG.warn("cannot reach the registry: {}; calls go to {} until it answers", why, fallback);
    }
}
