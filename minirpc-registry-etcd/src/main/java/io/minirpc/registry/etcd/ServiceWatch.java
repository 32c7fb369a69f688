package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.minirpc.discovery.Endpoint;
import io.minirpc.registry.etcd.EndpointList.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the keys of a service: lists them, then has etcd tell of all changes since the last one that is known, and
 * lists again now and then and after each break. For the registry's thread alone, except the listener.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of stages that hand on what happens and cannot fail
final class ServiceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdRegistry.class);
    private static final long MAX_BACKOFF_MILLIS = 5_000;
    private static final long UNKNOWN = 0;

    private final EtcdChannel etcd;
    private final EtcdThreads threads;
    private final EtcdKeys keys;
    private final EtcdSettings settings;
    private final String service;
    private final Consumer<List<Endpoint>> listener;
    private final EndpointList list = new EndpointList();
    private final Backoff backoff = new Backoff(MAX_BACKOFF_MILLIS);
    private @Nullable List<Endpoint> published;
    private long revision = UNKNOWN;
    private boolean saidKept;
    private @Nullable Changes changes;
    private @Nullable ScheduledFuture<?> next;
    private volatile boolean closed;

    ServiceWatch(
            EtcdChannel etcd,
            EtcdThreads threads,
            EtcdKeys keys,
            EtcdSettings settings,
            String service,
            Consumer<List<Endpoint>> listener) {
        this.etcd = etcd;
        this.threads = threads;
        this.keys = keys;
        this.settings = settings;
        this.service = service;
        this.listener = listener;
    }

    /** Lists all there is, and sees to it that changes come. */
    void refresh() {
        if (closed) {
            return;
        }
        long known = revision;
        etcd.kv(kv -> kv.range(request())).whenComplete((answer, failure) -> {
            if (closed) {
                return;
            }
            if (failure != null) {
                broken();
            } else {
                listed(answer, known);
            }
        });
    }

    private RangeRequest request() {
        ByteString prefix = keys.prefixOf(service);
        return RangeRequest.newBuilder()
                .setKey(prefix)
                .setRangeEnd(EtcdKeys.afterAll(prefix))
                .setLimit(EtcdKeys.MAX_ENDPOINTS)
                .build();
    }

    /** @param known the revision that was known when etcd was asked: an answer from before it is of another history */
    private void listed(RangeResponse answer, long known) {
        long at = answer.getHeader().getRevision();
        long before = revision;
        boolean otherHistory = at < known;
        boolean missed = false;
        if (otherHistory) {
            LOG.warn("etcd has lost its data: what is known of {} is kept until it is announced again", service);
            before = UNKNOWN;
        }
        if (otherHistory || at >= revision) { // else changes that are newer came while the answer was on its way
            Map<String, Entry> all = new HashMap<>();
            Set<String> leaving = new HashSet<>();
            for (KeyValue entry : answer.getKvsList()) {
                InstanceValue value = keys.read(service, entry.getKey(), entry.getValue());
                if (value != null && value.leaving()) {
                    leaving.add(entry.getKey().toStringUtf8());
                } else if (value != null) {
                    all.put(entry.getKey().toStringUtf8(), new Entry(value.endpoint(), entry.getModRevision()));
                }
            }
            list.snapshot(all, leaving, at);
            revision = at;
            missed = publish();
        }
        backoff.reset();
        if (changes == null || otherHistory || missed) { // a stream that lags behind lists may be dead
            follow((before == UNKNOWN ? revision : before) + 1);
        }
        schedule(settings.relistInterval().toMillis());
    }

    /** Has changes told from a revision on: older ones too where a list has skipped them, for the marks in them. */
    private void follow(long from) {
        endChanges();
        Changes stream = new Changes();
        changes = stream;
        etcd.watches().whenComplete((watches, failure) -> {
            if (changes != stream) {
                return;
            }
            if (failure != null) {
                broken();
                return;
            }
            ByteString prefix = keys.prefixOf(service);
            watches.watch(stream)
                    .onNext(WatchRequest.newBuilder()
                            .setCreateRequest(WatchCreateRequest.newBuilder()
                                    .setKey(prefix)
                                    .setRangeEnd(EtcdKeys.afterAll(prefix))
                                    .setStartRevision(from))
                            .build());
        });
    }

    private void apply(Event event) {
        KeyValue entry = event.getKv();
        String key = entry.getKey().toStringUtf8();
        long at = entry.getModRevision();
        revision = Math.max(revision, at);
        if (event.getType() == Event.EventType.DELETE) {
            list.delete(key, at);
            return;
        }
        InstanceValue value = keys.read(service, entry.getKey(), entry.getValue());
        if (value == null) {
            list.delete(key, at);
        } else if (value.leaving()) {
            list.leaving(key, at);
        } else {
            list.put(key, value.endpoint(), at);
        }
    }

    private boolean publish() {
        List<Endpoint> endpoints = list.endpoints();
        if (list.isKept() && !saidKept) {
            LOG.warn(
                    "no endpoint of {} is in etcd any more, and none was taken back: the last {} stay in use",
                    service,
                    endpoints.size());
        }
        saidKept = list.isKept();
        if (endpoints.equals(published)) {
            return false;
        }
        published = endpoints;
        threads.listeners().execute(() -> handOver(endpoints));
        return true;
    }

    private void handOver(List<Endpoint> endpoints) {
        if (closed) {
            return;
        }
        try {
            listener.accept(endpoints);
        } catch (Throwable e) {
            LOG.warn("a listener failed to take {} endpoints of {}", endpoints.size(), service, e);
        }
    }

    private void broken() {
        endChanges();
        schedule(backoff.nextMillis());
    }

    private void schedule(long millis) {
        if (next != null) {
            next.cancel(false);
        }
        if (!closed && !threads.scheduler().isShutdown()) {
            next = threads.scheduler().schedule(this::refresh, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void endChanges() {
        Changes stream = changes;
        changes = null;
        if (stream != null) {
            stream.cancel();
        }
    }

    /** Ends the watch: the listener is not called any more. */
    void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
        endChanges();
    }

    /** Keeps the listener from being called, on any thread. */
    void mute() {
        closed = true;
    }

    /** One stream of changes; what comes after its end counts for nothing. */
    private final class Changes implements ClientResponseObserver<WatchRequest, WatchResponse> {
        private @Nullable ClientCallStreamObserver<WatchRequest> requests;

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
            requests = stream;
        }

        @Override
        public void onNext(WatchResponse response) {
            if (changes != this) {
                return;
            }
            if (response.getCanceled()) {
                if (response.getCompactRevision() > 0) {
                    revision = UNKNOWN; // what was missed is in the next list
                } else {
                    etcd.streamFailed(Status.UNAUTHENTICATED
                            .withDescription(response.getCancelReason())
                            .asRuntimeException());
                }
                broken();
                return;
            }
            response.getEventsList().forEach(ServiceWatch.this::apply);
            if (response.getEventsCount() > 0) {
                publish();
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (changes == this) {
                etcd.streamFailed(failure);
                broken();
            }
        }

        @Override
        public void onCompleted() {
            onError(Status.UNAVAILABLE
                    .withDescription("the stream of changes ended")
                    .asRuntimeException());
        }

        void cancel() {
            if (requests != null) {
                requests.cancel("the watch has ended", null);
            }
        }
    }
}
