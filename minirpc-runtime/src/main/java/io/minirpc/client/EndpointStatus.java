package io.minirpc.client;

import io.minirpc.discovery.Endpoint;
import java.time.Duration;

/**
 * What a client with a registry knows of an endpoint of a service.
 *
 * @param endpoint the endpoint
 * @param state whether calls go there
 * @param pending how many calls of this client are under way there
 * @param latency how long calls take there, as a peak EWMA; zero while nothing is known
 */
public record EndpointStatus(Endpoint endpoint, State state, int pending, Duration latency) {
    /** Whether calls go to an endpoint. */
    public enum State {
        /** It is connected, and takes calls. */
        READY,
        /** It is not connected; that is being attempted. Calls go there only where no endpoint is ready. */
        CONNECTING,
        /** It takes calls but fails them, and is left out for a while. */
        EJECTED
    }
}
