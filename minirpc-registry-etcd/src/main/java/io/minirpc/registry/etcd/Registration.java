package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one key in etcd, or takes it away. A state machine: it looks at what is wanted and what is there, does the next
 * step, and comes back when that is answered, when a third of the lease is over, or some time after a failure. Steps
 * can be repeated without harm, so a doubt is answered by another step. For the registry's thread alone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of stages that hand on what happens and cannot fail
final class Registration {
    private static final long NONE = 0;
    private static final long WITHDRAW_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    private final EtcdChannel etcd;
    private final EtcdThreads threads;
    private final StateLog state;
    private final ByteString key;
    private final Runnable gone;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private Endpoint endpoint;
    private ByteString value;
    private long ttlSeconds;
    private Backoff backoff;
    private boolean withdrawn;
    private long withdrawnAt;
    private long lease = NONE;
    private ByteString written = ByteString.EMPTY;
    private boolean running;
    private boolean changed;
    private @Nullable ScheduledFuture<?> next;
    private @Nullable Throwable lastFailure;

    /** @param gone called when the key was taken away and nothing is left to do */
    Registration(EtcdChannel etcd, EtcdThreads threads, StateLog state, String key, Endpoint endpoint, Runnable gone) {
        this.etcd = etcd;
        this.threads = threads;
        this.state = state;
        this.key = ByteString.copyFromUtf8(key);
        this.gone = gone;
        this.endpoint = endpoint;
        value = ByteString.EMPTY;
        backoff = new Backoff(MAX_BACKOFF_MILLIS);
    }

    /** Wants the key to be there from now on. */
    void announce(Endpoint newEndpoint, ByteString newValue, long newTtlSeconds, CompletableFuture<Void> done) {
        if (newTtlSeconds != ttlSeconds) {
            lease = NONE; // the old one ends by itself
            backoff = new Backoff(Math.min(periodMillis(newTtlSeconds), MAX_BACKOFF_MILLIS));
        }
        endpoint = newEndpoint;
        value = newValue;
        ttlSeconds = newTtlSeconds;
        withdrawn = false; // who waited for the opposite has got it, or does not want it any more
        want(done);
    }

    /** Wants the key to be gone, and not to come back. */
    void withdraw(CompletableFuture<Void> done) {
        if (!withdrawn) {
            withdrawn = true;
            withdrawnAt = System.nanoTime();
            waiting.forEach(announced -> announced.completeExceptionally(
                    new RegistryException(endpoint.address() + " was taken back before it was announced", null)));
            waiting.clear();
        }
        want(done);
    }

    private void want(CompletableFuture<Void> done) {
        waiting.add(done);
        changed = true;
        step();
    }

    /** Returns the last reason why nothing came of it, or null. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    private void step() {
        if (running) {
            return; // comes back when the running step is answered
        }
        if (next != null) {
            next.cancel(false);
        }
        running = true;
        changed = false;
        (withdrawn ? takeAway() : lease == NONE ? put() : confirm()).whenComplete((nothing, failure) -> {
            running = false;
            if (changed) {
                step();
            } else if (failure == null) {
                succeeded();
            } else {
                failed(failure);
            }
        });
    }

    private void succeeded() {
        lastFailure = null;
        backoff.reset();
        waiting.forEach(done -> done.complete(null));
        waiting.clear();
        if (withdrawn) {
            gone.run();
        } else {
            later(periodMillis(ttlSeconds));
        }
    }

    private void failed(Throwable failure) {
        lastFailure = failure;
        if (withdrawn && System.nanoTime() - withdrawnAt > WITHDRAW_NANOS) {
            gone.run(); // nobody prolongs the lease
        } else {
            later(backoff.nextMillis());
        }
    }

    private void later(long millis) {
        if (!threads.scheduler().isShutdown()) {
            next = threads.scheduler().schedule(this::step, millis, TimeUnit.MILLISECONDS);
        }
    }

    private static long periodMillis(long ttlSeconds) {
        return TimeUnit.SECONDS.toMillis(ttlSeconds) / 3;
    }

    private CompletableFuture<Void> put() {
        return etcd.lease(leases -> leases.leaseGrant(
                        LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build()))
                .thenCompose(this::putWith);
    }

    private CompletableFuture<Void> putWith(LeaseGrantResponse granted) {
        lease = granted.getID();
        if (withdrawn) {
            return CompletableFuture.completedFuture(null);
        }
        return putAgain();
    }

    private CompletableFuture<Void> putAgain() {
        PutRequest put = PutRequest.newBuilder()
                .setKey(key)
                .setValue(value)
                .setLease(lease)
                .build();
        return etcd.kv(keys -> keys.put(put)).thenAccept(answer -> written = put.getValue());
    }

    /** Prolongs the lease and looks whether the key is as it should be: others can delete, overwrite and revoke. */
    private CompletableFuture<Void> confirm() {
        return etcd.keepAlive(lease).thenCompose(seconds -> {
            if (withdrawn) {
                return CompletableFuture.completedFuture(null);
            }
            return seconds <= 0 ? leaseLost() : written.equals(value) ? verify() : putAgain();
        });
    }

    private CompletableFuture<Void> leaseLost() {
        state.notice("the lease of " + endpoint.address() + " is gone; it is announced again");
        return put();
    }

    private CompletableFuture<Void> verify() {
        return etcd.kv(keys -> keys.range(RangeRequest.newBuilder().setKey(key).build()))
                .thenCompose(answer -> {
                    if (withdrawn || (answer.getKvsCount() == 1 && isOurs(answer.getKvs(0)))) {
                        return CompletableFuture.completedFuture(null);
                    }
                    state.notice("the key of " + endpoint.address() + " was "
                            + (answer.getKvsCount() == 0 ? "deleted" : "changed") + "; it is announced again");
                    return putAgain();
                });
    }

    private boolean isOurs(KeyValue there) {
        return there.getLease() == lease && there.getValue().equals(value);
    }

    /**
     * Marks the key, so that those who watch know that this is meant, then deletes it. In the end the lease is revoked:
     * a put that etcd comes to only then, from before it was away, does not succeed without it.
     */
    private CompletableFuture<Void> takeAway() {
        return etcd.kv(keys -> keys.txn(mark()))
                .thenCompose(marked -> etcd.kv(keys -> keys.deleteRange(
                        DeleteRangeRequest.newBuilder().setKey(key).build())))
                .thenCompose(deleted -> revoke());
    }

    private TxnRequest mark() {
        return TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.VERSION)
                        .setResult(Compare.CompareResult.GREATER)
                        .setVersion(0))
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder()
                                .setKey(key)
                                .setValue(new InstanceValue(endpoint, true).write())
                                .setIgnoreLease(true)))
                .build();
    }

    private CompletableFuture<Void> revoke() {
        if (lease == NONE) {
            return CompletableFuture.completedFuture(null);
        }
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(lease).build();
        lease = NONE;
        return etcd.lease(leases -> leases.leaseRevoke(request)).handle((answer, failure) -> null); // ends anyway
    }
}
