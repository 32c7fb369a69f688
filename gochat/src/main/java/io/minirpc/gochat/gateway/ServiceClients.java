package io.minirpc.gochat.gateway;

import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
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
    private static final Duration CONVERSATION_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RpcClient conversations;
    private final RpcClient others;

    private ServiceClients(UnaryOperator<RpcClientBuilder> target) {
        // With an address there is no outlier detection, and a client has no breaker unless a filter is added.
        conversations = target.apply(RpcClient.builder())
                .callTimeout(CONVERSATION_TIMEOUT)
                .build();
        others = target.apply(RpcClient.builder()).callTimeout(TIMEOUT).build();
    }

    /** Returns clients of the services of this process. */
    public static ServiceClients inProcess(String name) {
        return new ServiceClients(builder -> builder.inProcess(name));
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
