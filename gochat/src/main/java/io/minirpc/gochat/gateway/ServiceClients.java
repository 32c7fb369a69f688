package io.minirpc.gochat.gateway;

import io.minirpc.Filter;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.OutlierDetection;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.discovery.Registry;
import io.minirpc.filter.retry.RetryFilter;
import io.minirpc.gochat.api.AccountServiceStub;
import io.minirpc.gochat.api.ConversationServiceStub;
import io.minirpc.gochat.api.InboxServiceStub;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The two clients of a gateway. Calls of conversations have one of their own, so that a database that does not commit
 * blocks neither hello nor sync. Thread-safe.
 */
public final class ServiceClients implements AutoCloseable {
    private static final Duration CONVERSATION_TIMEOUT = Timing.COMMIT.defaultValue();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** After this an idempotent call is repeated, most likely at another service: the first may be frozen. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);

    private final RpcClient conversations;
    private final RpcClient others;

    private ServiceClients(RpcClientBuilder conversations, RpcClientBuilder others) {
        this.conversations = conversations.callTimeout(CONVERSATION_TIMEOUT).build();
        try {
            this.others = others.callTimeout(TIMEOUT).build();
        } catch (RuntimeException e) {
            this.conversations.close();
            throw e;
        }
    }

    /**
     * Returns clients of the services of this process.
     *
     * @param tracing the filter around calls of conversations
     */
    public static ServiceClients inProcess(String name, Filter tracing) {
        return new ServiceClients(
                RpcClient.builder().inProcess(name).filter(tracing),
                RpcClient.builder().inProcess(name));
    }

    /**
     * Returns clients of the services that a registry lists. Calls of one conversation go to one service, the same from
     * each gateway: so none is left out for its failures, and a new one has its share at once. The others go where the
     * load is least.
     *
     * @param registry stays the caller's to close
     * @param access sets TLS and the token
     * @param tracing the filter around calls of conversations
     * @throws io.minirpc.discovery.RegistryException if the registry does not answer
     */
    public static ServiceClients discovered(Registry registry, UnaryOperator<RpcClientBuilder> access, Filter tracing) {
        return new ServiceClients(
                access.apply(RpcClient.builder().registry(registry))
                        .balancer(Balancers::consistentHash)
                        .outlierDetection(
                                OutlierDetection.builder().maxEjected(0).build())
                        .slowStart(Duration.ZERO)
                        .filter(tracing)
                        .filter(RetryFilter.create()),
                access.apply(RpcClient.builder().registry(registry))
                        .balancer(Balancers::leastLoaded)
                        .filter(RetryFilter.builder()
                                .attemptTimeout(ATTEMPT_TIMEOUT)
                                .build()));
    }

    public Services services() {
        return new Services(
                new ConversationServiceStub(conversations),
                new InboxServiceStub(others),
                new AccountServiceStub(others));
    }

    @Override
    public void close() {
        conversations.close();
        others.close();
    }
}
