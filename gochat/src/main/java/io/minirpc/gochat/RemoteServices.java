package io.minirpc.gochat;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.discovery.RegistryException;
import io.minirpc.gochat.gateway.ServiceClients;
import io.minirpc.gochat.gateway.Services;
import io.minirpc.registry.etcd.EtcdRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that etcd lists, as a gateway meets them. Thread-safe. */
final class RemoteServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteServices.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 500;
    private static final long CALL_SECONDS = 6;

    private final Parts parts = new Parts();
    private final Settings settings;
    private final ServiceClients clients;
    private final String epoch;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    private RemoteServices(Settings settings) {
        this.settings = settings;
        try {
            EtcdRegistry registry = parts.add(registry(settings));
            clients = parts.add(awaitEtcd(registry));
            epoch = awaitService();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Finds the services, and waits until one answers.
     *
     * @throws StartException if none does within a minute, or the services refuse this gateway
     */
    static RemoteServices open(Settings settings) {
        return new RemoteServices(settings);
    }

    static EtcdRegistry registry(Settings settings) {
        EtcdRegistry.Builder builder = EtcdRegistry.builder();
        settings.etcd().forEach(builder::url);
        return builder.build();
    }

    private ServiceClients awaitEtcd(EtcdRegistry registry) {
        while (true) {
            try {
                return ServiceClients.discovered(registry, this::access);
            } catch (RegistryException e) {
                pause("etcd does not answer: " + e.getMessage(), e);
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
                return services().inbox().epoch().toCompletableFuture().get(CALL_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                refuseIfUnauthenticated(cause);
                pause("no service answers: " + cause.getMessage(), cause);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static void refuseIfUnauthenticated(Throwable failure) {
        if (failure instanceof RpcException rpc && rpc.code() == StatusCode.UNAUTHENTICATED) {
            throw new StartException(
                    "rpc-token: the services refuse it (expected: the same secret here and at the services)", failure);
        }
    }

    private void pause(String reason, Throwable cause) {
        if (System.nanoTime() - deadline > 0) {
            throw new StartException(
                    reason + " (expected: an etcd at " + String.join(", ", settings.etcd())
                            + " and a process with --role service that it lists)",
                    cause);
        }
        LOG.info("Waiting: {}", reason);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartException("interrupted while it waited for a service", e);
    }

    Services services() {
        return clients.services();
    }

    /** Returns the name of the history of the database, as it was at the start. */
    String epoch() {
        return epoch;
    }

    @Override
    public void close() {
        parts.close();
    }
}
