package io.minirpc.client;

import io.minirpc.CallContext;
import io.minirpc.Channel;
import io.minirpc.Invocation;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.internal.Internals;
import io.minirpc.internal.transport.IoThread;
import io.minirpc.internal.transport.Libraries;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server over TCP, or the servers that a registry knows.
 *
 * <pre>{@code
 * try (RpcClient client = RpcClient.forAddress("127.0.0.1", 9000)) {
 *   UserService users = new UserServiceStub(client);
 *   User user = users.find("Ada");
 * }
 * }</pre>
 *
 * All calls share one connection, or a few, which the first call opens and which are opened again after they were lost.
 * Each call ends by its deadline at the latest; when a connection is lost all calls on it fail at once with
 * UNAVAILABLE. A future that is cancelled takes its call with it, at the server too. Futures are completed on the event
 * loop: what is chained to them must not block, unless {@link RpcClientBuilder#callbackExecutor} is set. Thread-safe.
 */
public final class RpcClient implements Channel, AutoCloseable {
    private final ClientSettings settings;
    private final ClientContext context;
    private final long callTimeoutNanos;
    private final Router router;
    private final @Nullable FilteredCalls filtered;
    private final AtomicBoolean closed = new AtomicBoolean();

    RpcClient(ClientSettings settings) {
        this.settings = settings;
        context = new ClientContext(settings);
        callTimeoutNanos = settings.callTimeout().toNanos();
        RouterSettings discovery = settings.discovery();
        if (discovery != null) {
            discovery.awaitRegistry();
        }
        EventLoopGroup loops = ClientLoops.of(settings.medium()).acquire();
        try {
            router = discovery != null
                    ? new DiscoveringRouter(context, discovery, loops)
                    : new DirectRouter(target(), loops);
            filtered = settings.hasFilters()
                    ? new FilteredCalls(
                            settings.filters(),
                            settings.attemptFilters(),
                            router,
                            settings.callbackExecutor(),
                            callTimeoutNanos)
                    : null;
        } catch (Throwable e) {
            ClientLoops.of(settings.medium()).release();
            throw e;
        }
    }

    private Target target() {
        String inProcess = settings.inProcess();
        return inProcess == null
                ? Target.tcp(context, settings.host(), settings.port())
                : Target.inProcess(context, inProcess);
    }

    /** Returns a client of one server with the default settings. The first call opens the connection. */
    public static RpcClient forAddress(String host, int port) {
        return builder().address(host, port).build();
    }

    /**
     * Returns a builder of clients.
     *
     * @throws IllegalStateException if Netty, Jackson or SLF4J on the class path are too old or missing
     */
    public static RpcClientBuilder builder() {
        Libraries.check();
        return new RpcClientBuilder();
    }

    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return call(method, arguments, CallOptions.NONE);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException on an event loop, which would wait for itself
     */
    @Override
    public <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return callBlocking(method, arguments, CallOptions.NONE);
    }

    /** Returns a view of this client with another timeout for calls; see {@link ClientView#withTimeout}. */
    public ClientView withTimeout(Duration timeout) {
        return new ClientView(this, CallOptions.NONE).withTimeout(timeout);
    }

    /** Returns a view of this client whose calls have a key; see {@link ClientView#withHashKey}. */
    public ClientView withHashKey(String key) {
        return new ClientView(this, CallOptions.NONE).withHashKey(key);
    }

    /** Returns a view of this client whose calls take metadata along; see {@link ClientView#withMetadata}. */
    public ClientView withMetadata(String key, String value) {
        return new ClientView(this, CallOptions.NONE).withMetadata(key, value);
    }

    /**
     * Returns what is known of a service's endpoints; none for a client without a registry, and before the service's
     * first call.
     */
    public List<EndpointStatus> endpoints(String service) {
        return router.status(service);
    }

    <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments, CallOptions options) {
        CallContext caller = CallContext.current();
        long deadline = deadlineNanos(method, caller, options);
        if (filtered != null) {
            return filtered.call(invocation(method, arguments, options, caller, deadline), caller);
        }
        AsyncCall<R> call =
                new AsyncCall<>(method, arguments, deadline, caller, router.destination(), settings.callbackExecutor());
        start(call, options);
        return call.future();
    }

    @SuppressWarnings({"NullAway", "unchecked"}) // a reply may be null, although the type does not say so
    <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments, CallOptions options) {
        if (IoThread.isCurrent()) {
            throw new IllegalStateException(
                    "a blocking call of " + method + " on an event loop, which would stop every connection it"
                            + " serves (remedy: call asynchronously, set callbackExecutor, or don't mark the calling method inline)");
        }
        CallContext caller = CallContext.current();
        long deadline = deadlineNanos(method, caller, options);
        try {
            if (filtered != null) {
                return (R) filtered.callBlocking(invocation(method, arguments, options, caller, deadline));
            }
            BlockingCall<R> call = new BlockingCall<>(method, arguments, deadline, caller, router.destination());
            start(call, options);
            return call.await();
        } catch (Throwable e) {
            throw sneaky(e);
        }
    }

    private static Invocation invocation(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            CallOptions options,
            @Nullable CallContext caller,
            long deadlineNanos) {
        boolean explicit = hasExplicitDeadline(method, caller, options);
        CallContext context = Internals.get().contextOfCallMade(caller, deadlineNanos, explicit);
        return Internals.get().outgoing(method, arguments, options.metadata(), context, options.hashKey());
    }

    /** Returns when a call has to end: by its own timeout, else its method's, else this client's, in its context. */
    private long deadlineNanos(MethodDescriptor<?, ?> method, @Nullable CallContext caller, CallOptions options) {
        long timeout = options.timeoutNanos() != 0 ? options.timeoutNanos() : method.timeoutNanos();
        if (timeout == 0) {
            timeout = callTimeoutNanos;
        }
        return System.nanoTime() + (caller == null ? timeout : Math.min(timeout, caller.remainingNanos()));
    }

    /** Returns whether the call has a deadline other than the client's default. */
    private static boolean hasExplicitDeadline(
            MethodDescriptor<?, ?> method, @Nullable CallContext caller, CallOptions options) {
        return options.timeoutNanos() != 0
                || method.timeoutNanos() != 0
                || (caller != null && Internals.get().hasExplicitDeadline(caller));
    }

    /** Fails all calls that have not ended, closes the connection and waits until nothing of the client is left. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> gone = router.close();
        if (!IoThread.isCurrent()) {
            gone.join();
        }
        ClientLoops.of(settings.medium()).release();
    }

    /** Returns the address or the registry, and the state. */
    @Override
    public String toString() {
        String state = closed.get() ? "closed" : "connections: " + stats().connections();
        return "RpcClient(" + router.destination() + ", " + state + ")";
    }

    /** Returns what the client has and has done, at this moment. */
    public ClientStats stats() {
        return context.connections().stats();
    }

    private void start(PendingCall call, CallOptions options) {
        CallContext caller = call.context();
        if (caller != null && !mayStart(call, caller)) {
            return;
        }
        call.metadata(options.metadata(), hasExplicitDeadline(call.method(), caller, options));
        call.hashKey(options.hashKey());
        router.start(call, null);
    }

    private static boolean mayStart(PendingCall call, CallContext caller) {
        if (caller.remainingNanos() <= 0) {
            String why = "the deadline of the call that this one is part of has passed";
            call.end(CallFailure.notExecuted(StatusCode.DEADLINE_EXCEEDED, why));
            return false;
        }
        if (Internals.get().isCancelledEarly(caller)) {
            String why = "the call that this one is part of was cancelled";
            call.end(CallFailure.notExecuted(StatusCode.CANCELLED, why));
            return false;
        }
        return true;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
