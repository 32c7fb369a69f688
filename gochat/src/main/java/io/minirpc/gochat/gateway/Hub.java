package io.minirpc.gochat.gateway;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.trace.MessageTrace;
import java.util.List;

/**
 * The parts that the connections of a gateway share. Thread-safe.
 *
 * @param gateway the gateway's id, new at each start
 * @param largeGroupsOf asks the services for the large groups of a user
 */
record Hub(
        String gateway,
        GatewaySettings settings,
        Routing routing,
        GatewayMetrics metrics,
        MessageTrace traces,
        AccessTokens tokens,
        Connections connections,
        Hellos hellos,
        Heartbeats heartbeats,
        Requests requests,
        RateLimits rates,
        Deliveries deliveries,
        Presence presence,
        LargeGroups largeGroups,
        Batcher<Long, List<String>> largeGroupsOf) {}
