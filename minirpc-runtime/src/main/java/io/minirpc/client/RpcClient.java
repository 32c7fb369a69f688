package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.Channel;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.Limits;
import io.minirpc.transport.IoThread;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
 * All calls share one connection, which is opened by the first and opened again by the next one after it was lost. Each
 * call ends by its deadline at the latest; when the connection is lost all calls on it fail at once with UNAVAILABLE.
 * Futures are completed on the event loop: what is chained to them must not block, unless
 * {@link Builder#callbackExecutor} is set. Thread-safe.
 */
public final class RpcClient implements Channel, AutoCloseable {
    private final Builder settings;
    private final ClientContext context;
    private final EventLoopGroup loops;
    private final long deadlineNanos;
    private volatile @Nullable ClientConnection current;
    private volatile boolean closed;

    private RpcClient(Builder settings) {
        this.settings = settings;
        context = new ClientContext(settings);
        deadlineNanos = settings.deadline.toNanos();
        loops = ClientLoops.acquire();
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
        long deadline = System.nanoTime() + deadlineNanos;
        AsyncCall<R> call = new AsyncCall<>(method, deadline, context.endpoint(), settings.callbackExecutor);
        start(call, method, arguments);
        return call.future();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException on an event loop, which would wait for itself
     */
    @Override
    @SuppressWarnings("NullAway") // a reply may be null, although the type does not say so
    public <Q, R> R callBlocking(MethodDescriptor<Q, R> method, @Nullable Q arguments) {
        if (IoThread.isCurrent()) {
            throw new IllegalStateException(
                    "a blocking call of " + method + " on an event loop, which would stop every connection it"
                            + " serves (remedy: call asynchronously, set callbackExecutor, or don't mark the calling method inline)");
        }
        BlockingCall<R> call = new BlockingCall<>(method, System.nanoTime() + deadlineNanos, context.endpoint());
        start(call, method, arguments);
        try {
            return call.await();
        } catch (Throwable e) {
            throw sneaky(e);
        }
    }

    /** Fails all calls that have not ended, closes the connection and waits until nothing of the client is left. */
    @Override
    public void close() {
        ClientConnection last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = current;
        }
        if (last != null) {
            CompletableFuture<Void> gone = last.close();
            if (!IoThread.isCurrent()) {
                gone.join();
            }
        }
        ClientLoops.release();
    }

    /** Returns how many frames were dropped because no call waited for them. */
    long strayFrames() {
        return context.strayFrames();
    }

    private <Q> void start(PendingCall call, MethodDescriptor<Q, ?> method, @Nullable Q arguments) {
        ClientConnection connection = current;
        if (connection == null || connection.isClosed()) {
            connection = reconnect();
        }
        if (connection == null) {
            refuse(call);
            return;
        }
        connection.submit(call, method.arguments(), arguments, deadlineNanos);
    }

    private synchronized @Nullable ClientConnection reconnect() {
        ClientConnection known = current;
        if (known != null && !known.isClosed()) {
            return known;
        }
        if (closed || context.unavailable() != null) {
            return null;
        }
        ClientConnection fresh = new ClientConnection(context, loops.next(), context.knownPeer());
        current = fresh;
        fresh.connect();
        return fresh;
    }

    /**
     * Fails a call that cannot start; not before this method returns, for a callback may want to try again, and so for
     * ever.
     */
    private void refuse(PendingCall call) {
        String why = context.unavailable();
        String reason = closed ? "the client is closed" : why == null ? "not connected" : why;
        CallFailure failure = CallFailure.of(StatusCode.UNAVAILABLE, reason);
        if (closed) {
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

        /** Sets how long an attempt to connect may take; 5 s by default. */
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

        /** Sets what completes futures, and so runs what is chained to them; by default the event loop does. */
        public Builder callbackExecutor(Executor executor) {
            this.callbackExecutor = requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Returns the client.
         *
         * @throws IllegalStateException if no address was set
         */
        public RpcClient build() {
            if (port == 0) {
                throw new IllegalStateException("the client has no address (remedy: call address(host, port))");
            }
            return new RpcClient(this);
        }

        private static Duration positive(String what, Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(365)) > 0) {
                throw new IllegalArgumentException(
                        what + ": " + value + " (expected: more than nothing, up to a year)");
            }
            return value;
        }
    }
}
