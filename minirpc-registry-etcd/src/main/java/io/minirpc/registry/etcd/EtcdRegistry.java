package io.minirpc.registry.etcd;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import io.minirpc.discovery.internal.RegistryArguments;
import io.minirpc.tls.TlsSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A registry in etcd, under keys that other implementations know: {@code /mini-rpc/{Service}/{host:port}}. While this
 * process lives, an announced endpoint that etcd has lost is announced again, and watchers keep the last good list
 * while etcd is away. Thread-safe. Until it is closed it has three threads, and one more for each host name that is
 * being resolved.
 *
 * <pre>{@code
 * Registry registry = EtcdRegistry.builder().url("http://10.0.0.2:2379").build();
 * }</pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // of stages that hand on what happens and cannot fail
public final class EtcdRegistry implements Registry {
    private final EtcdSettings settings;
    private final StateLog state;
    private final EtcdThreads threads;
    private final EtcdKeys keys;
    private final EtcdChannel etcd;
    private final AtomicBoolean closed = new AtomicBoolean();

    // For the registry's thread alone.
    private final Map<String, Registration> registrations = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final Set<String> announced = new HashSet<>(); // ever; of these only our own are removed
    private final Set<ServiceWatch> watches = new HashSet<>();

    private EtcdRegistry(EtcdSettings settings) {
        this.settings = settings;
        state = new StateLog(settings.description());
        keys = new EtcdKeys(settings.prefix(), state);
        threads = new EtcdThreads();
        try {
            etcd = new EtcdChannel(settings, threads, state);
        } catch (Throwable e) {
            threads.close();
            throw e;
        }
    }

    /** Returns a builder. Default: an etcd at http://127.0.0.1:2379. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
        String key = keys.of(RegistryArguments.service(service), endpoint.address());
        long ttlSeconds = RegistryArguments.ttlSeconds(ttl);
        ByteString value = new InstanceValue(endpoint, false).write();
        CompletableFuture<Void> done = new CompletableFuture<>();
        submit(done, () -> {
            own.add(key);
            announced.add(key);
            Registration registration = registration(key, endpoint);
            registration.announce(endpoint, value, ttlSeconds, done);
            limit(done, registration, endpoint.address() + " of " + service + " could not be announced yet");
        });
        return done;
    }

    @Override
    public CompletableFuture<Void> deregister(String service, Endpoint endpoint) {
        String key = keys.of(RegistryArguments.service(service), endpoint.address());
        CompletableFuture<Void> done = new CompletableFuture<>();
        submit(done, () -> {
            own.remove(key);
            Registration registration = registration(key, endpoint);
            registration.withdraw(done);
            limit(done, registration, endpoint.address() + " of " + service + " could not be taken back yet");
        });
        return done;
    }

    private Registration registration(String key, Endpoint endpoint) {
        return registrations.computeIfAbsent(
                key,
                k -> new Registration(
                        etcd, threads, state, k, endpoint, !announced.contains(k), () -> registrations.remove(k)));
    }

    /** Has a future fail in time, while the registration goes on. */
    private void limit(CompletableFuture<Void> done, Registration registration, String what) {
        var timeout = threads.scheduler()
                .schedule(
                        () -> done.completeExceptionally(timedOut(what, registration.lastFailure())),
                        settings.requestTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        done.whenComplete((nothing, failure) -> timeout.cancel(false));
    }

    private RegistryException timedOut(String what, @Nullable Throwable reason) {
        Throwable cause = reason != null && reason.getCause() instanceof RegistryException ? reason.getCause() : reason;
        String why =
                cause == null ? "etcd (" + settings.description() + ") did not answer in time" : cause.getMessage();
        return new RegistryException(what + ": " + why, cause);
    }

    @Override
    public CompletableFuture<List<Endpoint>> discover(String service) {
        ByteString prefix = keys.prefixOf(RegistryArguments.service(service));
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(prefix)
                .setRangeEnd(EtcdKeys.afterAll(prefix))
                .setLimit(EtcdKeys.MAX_ENDPOINTS)
                .build();
        return ask(request).thenApply(answer -> endpoints(service, answer));
    }

    private List<Endpoint> endpoints(String service, RangeResponse answer) {
        Map<String, Endpoint> byAddress = new TreeMap<>();
        answer.getKvsList().forEach(entry -> {
            InstanceValue value = keys.read(service, entry.getKey(), entry.getValue());
            if (value != null && !value.leaving()) {
                byAddress.put(value.endpoint().address(), value.endpoint());
            }
        });
        return List.copyOf(byAddress.values());
    }

    @Override
    public CompletableFuture<Void> ping() {
        ByteString prefix = ByteString.copyFromUtf8(settings.prefix());
        return ask(RangeRequest.newBuilder().setKey(prefix).setKeysOnly(true).build())
                .thenAccept(answer -> {});
    }

    /** Asks, and once more if the first failure may be of a connection or a token that is too old. */
    private CompletableFuture<RangeResponse> ask(RangeRequest request) {
        CompletableFuture<RangeResponse> done = new CompletableFuture<>();
        long deadline = System.nanoTime() + settings.requestTimeout().toNanos();
        submit(done, () -> ask(request, done, deadline, true));
        return done;
    }

    private void ask(RangeRequest request, CompletableFuture<RangeResponse> done, long deadline, boolean again) {
        etcd.kv(kv -> kv.range(request)).whenComplete((answer, failure) -> {
            if (failure == null) {
                done.complete(answer);
            } else if (again && !closed.get() && deadline - System.nanoTime() > 0) {
                ask(request, done, deadline, false);
            } else {
                done.completeExceptionally(
                        failure.getCause() instanceof RegistryException ? failure.getCause() : failure);
            }
        });
    }

    @Override
    public Watch watch(String service, Consumer<List<Endpoint>> listener) {
        ServiceWatch watch = new ServiceWatch(
                etcd,
                threads,
                keys,
                settings,
                RegistryArguments.service(service),
                requireNonNull(listener, "listener"));
        CompletableFuture<Void> started = new CompletableFuture<>();
        submit(started, () -> {
            watches.add(watch);
            watch.refresh();
        });
        if (started.isCompletedExceptionally()) {
            throw closedException();
        }
        return () -> {
            watch.mute();
            submit(new CompletableFuture<>(), () -> {
                watches.remove(watch);
                watch.close();
            });
        };
    }

    /** Returns how many entries in etcd were skipped or read only in part because they are malformed. */
    public long malformedEntries() {
        return keys.malformed();
    }

    private void submit(CompletableFuture<?> done, Runnable task) {
        if (closed.get()) {
            done.completeExceptionally(closedException());
            return;
        }
        try {
            threads.scheduler().execute(task);
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(closedException());
        }
    }

    private static RegistryException closedException() {
        return new RegistryException("the registry is closed", null);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            CompletableFuture.completedFuture(null)
                    .thenComposeAsync(nothing -> leave(), threads.scheduler())
                    .get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // etcd is away: the leases end by themselves
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            etcd.close();
            threads.close();
        }
    }

    private CompletableFuture<Void> leave() {
        watches.forEach(ServiceWatch::close);
        watches.clear();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String key : own) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Registration registration = registrations.get(key);
            if (registration != null) {
                registration.withdraw(done);
                all.add(done);
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Builds a registry. Not thread-safe. */
    public static final class Builder {
        private final List<URI> urls = new ArrayList<>();
        private String prefix = "/mini-rpc/";
        private @Nullable String user;
        private String password = "";
        private TlsSettings tls = TlsSettings.builder().build();
        private Duration requestTimeout = Duration.ofSeconds(3);
        private Duration relistInterval = Duration.ofSeconds(30);

        private Builder() {}

        /**
         * Adds a server of the etcd cluster, such as {@code http://10.0.0.2:2379}, or https for TLS. When one fails the
         * next one is used.
         *
         * @throws IllegalArgumentException if it is no such URL
         */
        public Builder url(String url) {
            urls.add(parse(url));
            return this;
        }

        /**
         * Sets what all keys begin with, "/mini-rpc/" by default.
         *
         * @throws IllegalArgumentException if it does not begin and end with '/'
         */
        public Builder prefix(String prefix) {
            if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
                throw new IllegalArgumentException("prefix: \"" + prefix + "\" (expected: to begin and end with '/')");
            }
            this.prefix = prefix;
            return this;
        }

        /** Sets the user to log in as, for an etcd that asks. Without TLS the password travels as plain text. */
        public Builder user(String name, String password) {
            this.user = requireNonNull(name, "name");
            this.password = requireNonNull(password, "password");
            return this;
        }

        /**
         * Sets the certificates for https: which authorities to trust, and the own one if etcd asks for it. The files
         * are read when the registry is built.
         */
        public Builder tls(TlsSettings tls) {
            this.tls = requireNonNull(tls, "tls");
            return this;
        }

        /** Sets how long etcd may take to answer, 3 s by default, 100 ms to a minute. */
        public Builder requestTimeout(Duration timeout) {
            requestTimeout = within("requestTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
            return this;
        }

        /** Sets how often lists are read again although no change was told, 30 s by default, 100 ms to a day. */
        public Builder relistInterval(Duration interval) {
            relistInterval = within("relistInterval", interval, Duration.ofMillis(100), Duration.ofDays(1));
            return this;
        }

        /**
         * Returns the registry, which connects when it is first used.
         *
         * @throws IllegalArgumentException if the files for TLS cannot be used
         */
        public EtcdRegistry build() {
            List<URI> servers = urls.isEmpty() ? List.of(parse("http://127.0.0.1:2379")) : List.copyOf(urls);
            return new EtcdRegistry(
                    new EtcdSettings(servers, prefix, user, password, tls, requestTimeout, relistInterval));
        }

        private static URI parse(String url) {
            try {
                URI parsed = new URI(url);
                boolean known = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
                if (known && parsed.getHost() != null && parsed.getUserInfo() == null) {
                    return parsed;
                }
            } catch (URISyntaxException e) {
                // said below
            }
            throw new IllegalArgumentException(
                    "url: \"" + url + "\" (expected: http://host:port or https://host:port, without user or password)");
        }

        private static Duration within(String name, Duration value, Duration least, Duration most) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
            }
            return value;
        }
    }
}
