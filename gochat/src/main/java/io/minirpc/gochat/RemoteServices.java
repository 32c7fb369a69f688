package io.minirpc.gochat;

import io.minirpc.Filter;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import io.minirpc.gochat.api.ConversationServiceMethods;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.gateway.ServiceClients;
import io.minirpc.gochat.gateway.Services;
import io.minirpc.registry.etcd.EtcdRegistry;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The services that etcd lists, as a gateway meets them. Thread-safe. */
final class RemoteServices implements AutoCloseable {
    private static final long CALL_SECONDS = 6;

    /**
     * A send that each service refuses. A client finds the servers of a service at its first call, and etcd may be away
     * when the first message is sent.
     */
    private static final SendCommand NOTHING = new SendCommand(0, "", "", "");

    private final Parts parts = new Parts();
    private final Settings settings;
    private final Filter tracing;
    private final EtcdRegistry registry;
    private final ServiceClients clients;
    private final String epoch;
    private final Patience patience;

    private RemoteServices(Settings settings, Filter tracing) {
        this.settings = settings;
        this.tracing = tracing;
        patience = new Patience("an etcd at " + String.join(", ", settings.etcd())
                + " and a process with --role service that it lists");
        try {
            registry = parts.add(registry(settings));
            clients = parts.add(awaitEtcd());
            epoch = awaitService();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Finds the services, and waits until one answers.
     *
     * @param tracing the filter around calls of conversations
     * @throws StartException if none does within a minute, or the services refuse this gateway
     */
    static RemoteServices open(Settings settings, Filter tracing) {
        return new RemoteServices(settings, tracing);
    }

    static EtcdRegistry registry(Settings settings) {
        EtcdRegistry.Builder builder = EtcdRegistry.builder();
        settings.etcd().forEach(builder::url);
        return builder.build();
    }

    private ServiceClients awaitEtcd() {
        while (true) {
            try {
                return ServiceClients.discovered(registry, this::access, tracing);
            } catch (RegistryException e) {
                patience.pause("etcd does not answer: " + e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new StartException(String.valueOf(e.getMessage()), e); // a file of TLS
            }
        }
    }

    private RpcClientBuilder access(RpcClientBuilder client) {
        settings.rpc().clientTls().ifPresent(client::tls);
        settings.rpc().token().ifPresent(token -> client.token(token::text));
        return client;
    }

    private String awaitService() {
        while (true) {
            try {
                await(services().accounts().keys());
                await(services().conversations().send("", NOTHING));
                return await(services().inbox().epoch());
            } catch (ExecutionException | TimeoutException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                refuseIfUnauthenticated(cause);
                patience.pause("no service answers: " + cause.getMessage(), cause);
            } catch (InterruptedException e) {
                throw Patience.interrupted(e);
            }
        }
    }

    private static <T> T await(CompletionStage<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.toCompletableFuture().get(CALL_SECONDS, TimeUnit.SECONDS);
    }

    private static void refuseIfUnauthenticated(Throwable failure) {
        if (failure instanceof RpcException rpc && rpc.code() == StatusCode.UNAUTHENTICATED) {
            throw new StartException(
                    "rpc-token: the services refuse it (expected: the same secret here and at the services)", failure);
        }
    }

    /** Returns the registry, which closes with this. */
    EtcdRegistry registry() {
        return registry;
    }

    Services services() {
        return clients.services();
    }

    /** Returns the name of the history of the database, as it was at the start. */
    String epoch() {
        return epoch;
    }

    /** Calls a listener with the services that etcd lists, now and after each change, until it is closed. */
    Registry.Watch watch(Consumer<List<Endpoint>> listener) {
        return registry.watch(ConversationServiceMethods.SERVICE, listener);
    }

    @Override
    public void close() {
        parts.close();
    }
}
