package io.minirpc.client;

import io.minirpc.Invocation;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.balancer.HashKeys;
import io.minirpc.discovery.Endpoint;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ThrottledLog;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The way of one service's calls: from the registry's list of endpoints over the balancer to a connection. What is
 * known changes on one event loop and is published as an {@link EndpointSnapshot}; calls are started on any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class ServiceRoute {
    /** The number of endpoints to try for a call while connections turn out to have ended before it is sent. */
    private static final int MAX_TRIES = 5;

    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ClientLog.NAME));
    private final String service;
    private final ClientContext client;
    private final RouterSettings settings;
    private final EventLoop loop;
    private final RegistryWatch watch;
    private final Membership membership;
    private final WaitingCalls waiting;
    private final AtomicBoolean informing = new AtomicBoolean();
    private final BiPredicate<PendingCall, EndpointRoute> retry = this::retryUnsent;
    private boolean listed;
    private boolean overdue;
    private volatile boolean closed;

    ServiceRoute(String service, ClientContext client, RouterSettings settings, SharedPools pools, EventLoop loop) {
        this.service = service;
        this.client = client;
        this.settings = settings;
        this.loop = loop;
        watch = new RegistryWatch(settings.registry(), service);
        membership = new Membership(service, settings, pools, this::changed, this::execute);
        waiting = new WaitingCalls(loop, service);
    }

    /** Begins to watch; on the loop. */
    void begin() {
        if (closed) {
            return;
        }
        watch.begin(endpoints -> execute(() -> listed(endpoints)), this::unwatchable);
        loop.schedule(this::endWaiting, settings.registryTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void unwatchable(Throwable cause) {
        log.error("cannot watch {}", service, cause);
        execute(this::endWaiting);
    }

    /** Selects the endpoint of an attempt; returns null if none is known. */
    @Nullable
    Selection select(Invocation call) {
        EndpointSnapshot present = membership.snapshot();
        return present == null ? null : present.select(hash(call.method(), call.arguments(), call.hashKey()));
    }

    private static int hash(MethodDescriptor<?, ?> method, @Nullable Object arguments, @Nullable String hashKey) {
        String key = hashKey == null && arguments != null && Internals.get().hasHashKey(method)
                ? keyOf(method, arguments)
                : hashKey;
        return key == null ? ThreadLocalRandom.current().nextInt() : HashKeys.hash(key);
    }

    @SuppressWarnings("unchecked") // stubs pass arguments of that type, and filters have to keep to it
    private static @Nullable String keyOf(MethodDescriptor<?, ?> method, Object arguments) {
        return ((MethodDescriptor<Object, ?>) method).hashKey(arguments);
    }

    /** Starts a call, and makes sure that it ends. */
    void start(PendingCall call, @Nullable Selection selection) {
        EndpointSnapshot present = membership.snapshot();
        ClientConnection connection;
        try {
            EndpointRoute route = route(call, selection);
            call.routeBy(route);
            connection = present == null ? null : present.lead(route);
        } catch (Throwable e) {
            endSoon(call, misled(e));
            return;
        }
        if (present == null) {
            keep(call);
        } else if (connection == null) {
            endSoon(call, unavailable(present));
        } else {
            connection.submit(call);
        }
    }

    private EndpointRoute route(PendingCall call, @Nullable Selection selection) {
        return selection == null
                ? new EndpointRoute(retry, hash(call.method(), call.arguments(), call.hashKey()), null)
                : new EndpointRoute(retry, selection.hash(), selection.takeMember());
    }

    /** Ends a call, not before {@link #start} returns: see DirectRouter. */
    private void endSoon(PendingCall call, CallFailure failure) {
        execute(call, () -> call.end(failure));
    }

    /** Returns the failure of a call whose balancer, or whose function for the key, throws. */
    private static CallFailure misled(Throwable cause) {
        return CallFailure.broken("the balancer or the call's hash key failed", cause, true);
    }

    /** Takes a call elsewhere that was not sent since its connection has ended. Returns false if that is impossible. */
    private boolean retryUnsent(PendingCall call, EndpointRoute route) {
        if (closed || route.tries() >= MAX_TRIES || !call.isEncoded()) {
            return false;
        }
        EndpointSnapshot present = membership.snapshot();
        ClientConnection connection = present == null ? null : present.lead(route);
        if (connection == null) {
            return false;
        }
        connection.submit(call);
        return true;
    }

    List<EndpointStatus> status() {
        EndpointSnapshot present = membership.snapshot();
        return present == null
                ? List.of()
                : present.members().stream().map(Member::status).toList();
    }

    /** Notes that a connection became ready or ended, on any thread. */
    private void changed() {
        if (informing.compareAndSet(false, true)) {
            execute(() -> {
                informing.set(false);
                if (!closed) {
                    membership.connectionsChanged();
                }
            });
        }
    }

    /** Looks after the endpoints, about once a second; on the loop. */
    void tick(long nowNanos) {
        if (!closed) {
            membership.tick(nowNanos);
        }
    }

    /** Ends the watch and the calls that wait; on the loop. The connections are not the route's to close. */
    void close() {
        closed = true;
        watch.close(cause -> log.warn("cannot end the watch of {}", service, cause));
        waiting.takeAll().forEach(call -> call.end(CallFailure.clientClosed()));
    }

    private CallFailure unavailable(@Nullable EndpointSnapshot from) {
        return closed || from == null
                ? CallFailure.clientClosed()
                : CallFailure.notExecuted(StatusCode.UNAVAILABLE, from.unavailable(service));
    }

    /** Keeps a call until endpoints are known. */
    private void keep(PendingCall call) {
        if (!client.encoder().encode(call, null)) {
            return;
        }
        call.transferTo(waiting);
        execute(call, () -> {
            if (closed || isKnown() || call.isCancelledByCaller()) {
                release(call);
            } else if (overdue) {
                call.end(notListed());
            } else if (waiting.size() >= client.settings().maxCallsPerConnection()) {
                String reason =
                        client.settings().maxCallsPerConnection() + " calls wait for the registry already, the limit";
                call.end(CallFailure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, reason));
            } else {
                waiting.add(call);
            }
        });
    }

    private void release(PendingCall call) {
        if (call.isCancelledByCaller()) {
            call.end(CallFailure.cancelled(true));
            return;
        }
        CallFailure failure;
        try {
            failure = call.retryElsewhere() ? null : unavailable(membership.snapshot());
        } catch (Throwable e) {
            failure = misled(e); // other waiting calls may succeed
        }
        if (failure != null) {
            call.end(failure);
        }
    }

    /** Fails the calls that wait, or takes them to the endpoints to fall back on, where the registry says nothing. */
    private void endWaiting() {
        if (closed || isKnown()) {
            return;
        }
        if (settings.fallback().isEmpty()) {
            overdue = true;
            waiting.takeAll().forEach(call -> call.end(notListed()));
        } else {
            log.warn("the registry has not said where {} is; calling {}", service, settings.fallback());
            take(settings.fallback(), false);
        }
    }

    private CallFailure notListed() {
        String reason = "the registry has not said where " + service + " is within " + settings.registryTimeout()
                + " (remedy: see whether the registry can be reached)";
        return CallFailure.notExecuted(StatusCode.UNAVAILABLE, reason);
    }

    private void listed(List<Endpoint> endpoints) {
        boolean fallenBack = isKnown() && !listed;
        if (closed || (endpoints.isEmpty() && fallenBack)) {
            return; // endpoints to fall back on are better than none
        }
        take(endpoints, true);
        listed = true;
    }

    private void take(List<Endpoint> endpoints, boolean authoritative) {
        membership.replace(endpoints, authoritative);
        waiting.takeAll().forEach(this::release);
    }

    private boolean isKnown() {
        return membership.snapshot() != null;
    }

    /** Runs a task that sees to it that a call ends, or ends it where the loop takes no more tasks. */
    private void execute(PendingCall call, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            call.end(CallFailure.clientClosed());
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The client was closed, and the event loop with it.
        }
    }
}
