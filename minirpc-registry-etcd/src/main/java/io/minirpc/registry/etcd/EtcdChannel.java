package io.minirpc.registry.etcd;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.minirpc.discovery.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to etcd, each with a deadline, and answers on the registry's thread. Requests go to one server of the
 * cluster, to the next one when it fails. For the registry's thread alone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of stages that hand on what happens and cannot fail
final class EtcdChannel {
    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    private final EtcdThreads threads;
    private final List<ManagedChannel> servers;
    private final EtcdSettings settings;
    private final StateLog state;
    private volatile boolean closed;
    private int current;
    private @Nullable CompletableFuture<String> token;

    EtcdChannel(EtcdSettings settings, EtcdThreads threads, StateLog state) {
        this.settings = settings;
        this.threads = threads;
        this.state = state;
        servers = settings.urls().stream()
                .map(url -> EtcdConnections.open(url, settings, threads))
                .toList();
    }

    /** Sends a request about keys, such as {@code kv -> kv.range(request)}. */
    <T> CompletableFuture<T> kv(Function<KVGrpc.KVFutureStub, ListenableFuture<T>> request) {
        return send(KVGrpc::newFutureStub, request);
    }

    /** Sends a request about leases. */
    <T> CompletableFuture<T> lease(Function<LeaseGrpc.LeaseFutureStub, ListenableFuture<T>> request) {
        return send(LeaseGrpc::newFutureStub, request);
    }

    /** Prolongs a lease, and returns how many seconds it has now: 0 if there is none. */
    CompletableFuture<Long> keepAlive(long lease) {
        return attempt(
                LeaseGrpc::newStub,
                stub -> {
                    SingleAnswer<LeaseKeepAliveResponse> answer = new SingleAnswer<>();
                    StreamObserver<LeaseKeepAliveRequest> requests = stub.leaseKeepAlive(answer);
                    requests.onNext(
                            LeaseKeepAliveRequest.newBuilder().setID(lease).build());
                    requests.onCompleted();
                    return answer.thenApply(LeaseKeepAliveResponse::getTTL);
                },
                settings.requestTimeout());
    }

    /** Returns what opens a stream of changes, once this registry is logged in. It ends when the connection does. */
    CompletableFuture<WatchGrpc.WatchStub> watches() {
        return login().thenApply(header -> stub(WatchGrpc::newStub, servers.get(current), header));
    }

    /** Takes note of a stream that failed. */
    RegistryException streamFailed(Throwable failure) {
        return failed(servers.get(current), failure);
    }

    private <S extends AbstractStub<S>, T> CompletableFuture<T> send(
            Function<ManagedChannel, S> newStub, Function<S, ListenableFuture<T>> request) {
        return attempt(newStub, stub -> completable(request.apply(stub)), settings.requestTimeout());
    }

    private <S extends AbstractStub<S>, T> CompletableFuture<T> attempt(
            Function<ManagedChannel, S> newStub, Function<S, CompletableFuture<T>> request, Duration timeout) {
        return login().thenCompose(header -> {
            ManagedChannel server = servers.get(current);
            S stub = stub(newStub, server, header).withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
            CompletableFuture<T> result = new CompletableFuture<>();
            request.apply(stub).whenComplete((answer, failure) -> {
                if (failure == null) {
                    state.answered();
                    result.complete(answer);
                } else {
                    result.completeExceptionally(failed(server, failure));
                }
            });
            return result;
        });
    }

    private static <S extends AbstractStub<S>> S stub(
            Function<ManagedChannel, S> newStub, ManagedChannel server, String token) {
        S stub = newStub.apply(server);
        if (token.isEmpty()) {
            return stub;
        }
        Metadata header = new Metadata();
        header.put(TOKEN, token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header));
    }

    /** Returns the token to send, or "" where none is needed. */
    private CompletableFuture<String> login() {
        String user = settings.user();
        if (user == null) {
            return CompletableFuture.completedFuture("");
        }
        if (token == null) {
            ManagedChannel server = servers.get(current);
            CompletableFuture<String> login = new CompletableFuture<>();
            token = login;
            completable(AuthGrpc.newFutureStub(server)
                            .withDeadlineAfter(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS)
                            .authenticate(AuthenticateRequest.newBuilder()
                                    .setName(user)
                                    .setPassword(settings.password())
                                    .build()))
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            login.complete(tokenOf(answer));
                        } else if (isSwitchedOff(failure)) {
                            state.notice("authentication is disabled; requests are sent without user " + user);
                            login.complete(""); // until a request fails because authentication is enabled again
                        } else {
                            token = null;
                            login.completeExceptionally(failed(server, failure));
                        }
                    });
        }
        return token;
    }

    /** Returns whether a login failed because etcd's authentication is disabled. */
    private static boolean isSwitchedOff(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        return status.getCode() == Status.Code.FAILED_PRECONDITION
                && String.valueOf(status.getDescription()).contains("authentication is not enabled");
    }

    private static String tokenOf(AuthenticateResponse answer) {
        return answer.getToken();
    }

    /** Prepares for the next attempt: with a new connection, to the next server, or with a new token. */
    private RegistryException failed(ManagedChannel server, Throwable failure) {
        Status status = Status.fromThrowable(failure);
        switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL -> leave(server);
            case UNAUTHENTICATED, INVALID_ARGUMENT, PERMISSION_DENIED, UNKNOWN -> token = null; // perhaps too old
            default -> {}
        }
        String what = EtcdFailures.describe(status);
        if (!closed) {
            state.failed(what);
        }
        return new RegistryException("etcd (" + settings.description() + ") " + what, failure);
    }

    /** Left to itself gRPC would wait up to two minutes before it connects again. */
    private void leave(ManagedChannel server) {
        if (servers.get(current) != server) {
            return;
        }
        if (server.getState(false) != ConnectivityState.CONNECTING) {
            server.enterIdle();
        }
        if (servers.size() > 1) {
            current = (current + 1) % servers.size();
            token = null;
        }
    }

    private <T> CompletableFuture<T> completable(ListenableFuture<T> future) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Futures.addCallback(
                future,
                new FutureCallback<T>() {
                    @Override
                    @SuppressWarnings("NullAway") // gRPC never answers null
                    public void onSuccess(@Nullable T answer) {
                        result.complete(answer);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                },
                threads.scheduler());
        return result;
    }

    /**
     * Ends all connections, on any thread but the registry's, and waits a moment for what waits for an answer to fail.
     */
    void close() {
        closed = true;
        servers.forEach(ManagedChannel::shutdownNow);
        try {
            for (ManagedChannel server : servers) {
                server.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stream of one answer. */
    private static final class SingleAnswer<T> extends CompletableFuture<T> implements StreamObserver<T> {
        @Override
        public void onNext(T answer) {
            complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            completeExceptionally(Status.UNAVAILABLE
                    .withDescription("the stream ended without an answer")
                    .asRuntimeException());
        }
    }
}
