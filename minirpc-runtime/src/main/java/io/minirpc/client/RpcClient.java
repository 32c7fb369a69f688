package io.minirpc.client;

import static io.minirpc.transport.SettingChecks.inRange;
import static io.minirpc.transport.SettingChecks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Channel;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.Limits;
import io.minirpc.tls.TlsSettings;
import io.minirpc.transport.IoThread;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server over TCP.
 *
 * <pre>{@code
 * try (RpcClient client = RpcClient.connect("127.0.0.1", 9000)) {
 *   UserService users = new UserServiceStub(client);
 *   User user = users.find("Ada");
 * }
 * }</pre>
 *
 * All calls share one connection, or a few, which the first call opens and which are opened again after they were lost.
 * Each call ends by its deadline at the latest; when a connection is lost all calls on it fail at once with
 * UNAVAILABLE. A future that is cancelled takes its call with it, at the server too. Futures are completed on the event
 * loop: what is chained to them must not block, unless {@link Builder#callbackExecutor} is set. Thread-safe.
 */
public final class RpcClient implements Channel, AutoCloseable {
    private final Builder settings;
    private final ClientContext context;
    private final EventLoopGroup loops;
    private final long deadlineNanos;
    private final ConnectionPool pool;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RpcClient(Builder settings) {
        this.settings = settings;
        context = new ClientContext(settings);
        deadlineNanos = settings.deadline.toNanos();
        loops = ClientLoops.of(context.medium()).acquire();
        pool = new ConnectionPool(context, loops, settings.connections);
    }

    /** Returns a client with the default settings. The connection is made by the first call. */
    public static RpcClient connect(String host, int port) {
        return builder().address(host, port).build();
    }

    /** Starts a client's settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return call(method, arguments, timeoutNanos(method));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException on an event loop, which would wait for itself
     */
    @Override
    public <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        return callBlocking(method, arguments, timeoutNanos(method));
    }

    /**
     * Returns a channel whose calls may take so long, whatever the method and this client say; it is as good as this
     * client and closed with it. The deadline of a {@link CallContext} holds all the same where it is earlier.
     *
     * @throws IllegalArgumentException if the deadline is not positive, or more than a year
     */
    public Channel withDeadline(Duration deadline) {
        return new WithDeadline(this, positive("deadline", deadline).toNanos());
    }

    <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, @Nullable Q arguments, long timeoutNanos) {
        CallContext caller = CallContext.current();
        long timeout = withinContext(caller, timeoutNanos);
        AsyncCall<R> call = new AsyncCall<>(
                method, System.nanoTime() + timeout, caller, context.endpoint(), settings.callbackExecutor);
        start(call, method, arguments, timeout);
        return call.future();
    }

    @SuppressWarnings("NullAway") // a reply may be null, although the type does not say so
    <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments, long timeoutNanos) {
        if (IoThread.isCurrent()) {
            throw new IllegalStateException(
                    "a blocking call of " + method + " on an event loop, which would stop every connection it"
                            + " serves (remedy: call asynchronously, set callbackExecutor, or don't mark the calling method inline)");
        }
        CallContext caller = CallContext.current();
        long timeout = withinContext(caller, timeoutNanos);
        BlockingCall<R> call = new BlockingCall<>(method, System.nanoTime() + timeout, caller, context.endpoint());
        start(call, method, arguments, timeout);
        try {
            return call.await();
        } catch (Throwable e) {
            throw sneaky(e);
        }
    }

    private long timeoutNanos(MethodDescriptor<?, ?> method) {
        long ofMethod = method.deadlineNanos();
        return ofMethod == 0 ? deadlineNanos : ofMethod;
    }

    private static long withinContext(@Nullable CallContext caller, long timeoutNanos) {
        return caller == null ? timeoutNanos : Math.min(timeoutNanos, caller.remainingNanos());
    }

    /** Fails all calls that have not ended, closes the connection and waits until nothing of the client is left. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> gone = pool.close();
        if (!IoThread.isCurrent()) {
            gone.join();
        }
        ClientLoops.of(context.medium()).release();
    }

    /** Returns how many frames were dropped because no call waited for them. */
    long strayFrames() {
        return context.strayFrames();
    }

    private <Q> void start(PendingCall call, MethodDescriptor<Q, ?> method, @Nullable Q arguments, long timeoutNanos) {
        CallContext caller = call.context();
        if (caller != null && !mayStart(call, caller, timeoutNanos)) {
            return;
        }
        ClientConnection connection = pool.isClosed() ? null : pool.pick();
        if (connection == null) {
            refuse(call);
            return;
        }
        connection.submit(call, method.arguments(), arguments, timeoutNanos);
    }

    private static boolean mayStart(PendingCall call, CallContext caller, long timeoutNanos) {
        if (caller.isCancelled()) {
            call.end(CallFailure.notSent(StatusCode.CANCELLED, "the call that this one is part of was given up", null));
            return false;
        }
        if (timeoutNanos <= 0) {
            String why = "the deadline of the call that this one is part of has passed";
            call.end(CallFailure.notSent(StatusCode.DEADLINE_EXCEEDED, why, null));
            return false;
        }
        return true;
    }

    /**
     * Fails a call that cannot start; not before this method returns, for a callback may want to try again, and so for
     * ever.
     */
    private void refuse(PendingCall call) {
        CallFailure failure = CallFailure.notSent(StatusCode.UNAVAILABLE, pool.unavailable(), null);
        if (pool.isClosed()) {
            call.end(failure);
        } else {
            loops.next().execute(() -> call.end(failure));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** A client's settings. Not thread-safe. */
    public static final class Builder {
        String host = "127.0.0.1";
        int port;
        WireCodec codec = WireCodec.NATIVE;
        JsonForm envelope = JsonForm.DOCUMENT;
        Limits limits = Limits.DEFAULT;
        Duration deadline = Duration.ofSeconds(5);
        Duration heartbeat = Duration.ofSeconds(30);
        Duration connectTimeout = Duration.ofSeconds(5);
        Duration helloTimeout = Duration.ofMillis(250);
        int connections = 1;
        int maxCalls = 1 << 16;

        @Nullable
        String inProcess;

        @Nullable
        TlsSettings tls;

        @Nullable
        Supplier<@Nullable String> token;

        @Nullable
        Executor callbackExecutor;

        private Builder() {}

        /** Sets the server's address. */
        public Builder address(String host, int port) {
            if (port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
            }
            this.host = requireNonNull(host, "host");
            this.port = port;
            return this;
        }

        /**
         * Calls the server of this process that listens under a name, without sockets: for tests. {@link #address} and
         * {@link #tls} then say nothing.
         */
        public Builder inProcess(String name) {
            this.inProcess = requireNonNull(name, "name");
            return this;
        }

        /** Turns TLS on, which is off by default: the server must have a certificate that the settings trust. */
        public Builder tls(TlsSettings tls) {
            this.tls = requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Sets what says who this client is, for servers that ask; null says nothing. It is asked for each connection
         * that is made, on the event loop, and must not block: calls wait for it. Tokens may have 8,000 bytes. Without
         * {@link #tls} they travel as plain text.
         */
        public Builder token(Supplier<@Nullable String> token) {
            this.token = requireNonNull(token, "token");
            return this;
        }

        /** Sets how calls travel; native by default, and as BINARY to servers that don't understand that. */
        public Builder codec(WireCodec codec) {
            this.codec = requireNonNull(codec, "codec");
            return this;
        }

        /** Sets the form of JSON bodies, where the codec is JSON; documents by default. */
        public Builder envelope(JsonForm form) {
            this.envelope = requireNonNull(form, "form");
            return this;
        }

        /** Sets what the server may send. */
        public Builder limits(Limits limits) {
            this.limits = requireNonNull(limits, "limits");
            return this;
        }

        /** Sets how long a call may take, the time to connect included; 5 s by default. */
        public Builder deadline(Duration deadline) {
            this.deadline = positive("deadline", deadline);
            return this;
        }

        /** Sets after how long a silence a sign of life is sent; 30 s by default. */
        public Builder heartbeat(Duration interval) {
            this.heartbeat = positive("heartbeat", interval);
            return this;
        }

        /** Sets how long an attempt to connect may take, 5 s by default, and how long TLS may take after that. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /**
         * Sets how long the first native calls wait for the server's hello, 250 ms by default; a server that has said
         * nothing by then counts as one of version 1.
         */
        public Builder helloTimeout(Duration timeout) {
            this.helloTimeout = positive("helloTimeout", timeout);
            return this;
        }

        /**
         * Sets how many connections all calls share, 1 by default; more are of use where one core cannot carry what is
         * sent and received.
         */
        public Builder connections(int count) {
            this.connections = inRange("connections", count, 1, 1024);
            return this;
        }

        /**
         * Sets how many calls each connection may have at a time, those included that wait to be sent; 65,536 by
         * default. More fail with RESOURCE_EXHAUSTED.
         */
        public Builder maxCallsPerConnection(int calls) {
            this.maxCalls = inRange("maxCallsPerConnection", calls, 1, 1 << 20);
            return this;
        }

        /** Sets what completes futures, and so runs what is chained to them; by default the event loop does. */
        public Builder callbackExecutor(Executor executor) {
            this.callbackExecutor = requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Returns the client.
         *
         * @throws IllegalStateException if no address was set
         * @throws IllegalArgumentException if a file of TLS cannot be read, with its name and the reason
         */
        public RpcClient build() {
            if (port == 0 && inProcess == null) {
                throw new IllegalStateException("the client has no address (remedy: call address(host, port))");
            }
            return new RpcClient(this);
        }
    }
}
