package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.RegistryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final Set<Long> leases = new HashSet<>();
    private final Rivals rivals = new Rivals();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private Endpoint endpoint;
    private ByteString value;
    private long ttlSeconds;
    private Backoff backoff;
    private boolean others;
    private boolean withdrawn;
    private long withdrawnAt;
    private long lease = NONE;
    private long leaseSeconds;
    private ByteString written = ByteString.EMPTY;
    private boolean running;
    private boolean changed;
    private @Nullable ScheduledFuture<?> next;
    private @Nullable Throwable lastFailure;

    /**
     * @param others whether a withdrawal also takes away a key that another process announced
     * @param gone called once the key is taken away and nothing is left to do
     */
    Registration(
            EtcdChannel etcd,
            EtcdThreads threads,
            StateLog state,
            String key,
            Endpoint endpoint,
            boolean others,
            Runnable gone) {
        this.etcd = etcd;
        this.threads = threads;
        this.state = state;
        this.key = ByteString.copyFromUtf8(key);
        this.others = others;
        this.gone = gone;
        this.endpoint = endpoint;
        value = ByteString.EMPTY;
        backoff = new Backoff(MAX_BACKOFF_MILLIS);
    }

    /** Wants the key to be there from now on. */
    void announce(Endpoint newEndpoint, ByteString newValue, long newTtlSeconds, CompletableFuture<Void> done) {
        if (newTtlSeconds != ttlSeconds) {
            backoff = new Backoff(Math.min(periodMillis(newTtlSeconds), MAX_BACKOFF_MILLIS));
        }
        endpoint = newEndpoint;
        value = newValue;
        ttlSeconds = newTtlSeconds;
        others = false;
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
        nextStep().whenComplete((nothing, failure) -> {
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

    private CompletableFuture<Void> nextStep() {
        if (withdrawn) {
            return takeAway();
        }
        return lease == NONE || leaseSeconds != ttlSeconds ? put() : confirm();
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

    /**
     * Gets a lease and puts the key, whoever has it now: of two that announce an address the later one counts. A
     * previous lease, which has another time to live, is left to expire.
     */
    private CompletableFuture<Void> put() {
        return grant().thenCompose(granted -> withdrawn ? CompletableFuture.completedFuture(null) : putAgain());
    }

    private CompletableFuture<Void> grant() {
        LeaseGrantRequest request =
                LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build();
        return etcd.lease(stub -> stub.leaseGrant(request)).thenAccept(granted -> {
            lease = granted.getID();
            leaseSeconds = request.getTTL();
            leases.add(lease);
        });
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

    /** Gets another lease and looks at the key, which a rival may have put while this process was frozen. */
    private CompletableFuture<Void> leaseLost() {
        state.notice("the lease of " + endpoint.address() + " is gone; it is announced again");
        leases.remove(lease);
        lease = NONE;
        return grant().thenCompose(granted -> verify());
    }

    private CompletableFuture<Void> verify() {
        return there().thenCompose(there -> {
            if (withdrawn || isOurs(there)) {
                return CompletableFuture.completedFuture(null);
            }
            if (there != null && isRival(there)) {
                return answer(there);
            }
            state.notice("the key of " + endpoint.address() + " was " + (there == null ? "deleted" : "changed")
                    + "; it is announced again");
            return putAgain();
        });
    }

    private CompletableFuture<@Nullable KeyValue> there() {
        return etcd.kv(keys -> keys.range(RangeRequest.newBuilder().setKey(key).build()))
                .thenApply(answer -> answer.getKvsCount() == 0 ? null : answer.getKvs(0));
    }

    private boolean isOurs(@Nullable KeyValue there) {
        return there != null && there.getLease() == lease && there.getValue().equals(value);
    }

    private boolean isRival(KeyValue there) {
        return there.getLease() != NONE && !leases.contains(there.getLease());
    }

    /**
     * Puts the key again if its owner is a new rival, so that the rival learns of this process. After that the key
     * stays with its owner until it is gone.
     */
    private CompletableFuture<Void> answer(KeyValue rival) {
        if (!rivals.add(rival.getLease(), rival.getValue())) {
            return CompletableFuture.completedFuture(null);
        }
        state.remark("another process announces " + endpoint.address() + " too; the later announcement counts");
        return putAgain();
    }

    /**
     * Takes the key away if it is ours, then revokes the leases. A put that was sent before and reaches etcd only later
     * fails without its lease.
     */
    private CompletableFuture<Void> takeAway() {
        return new Withdrawal(etcd, key, endpoint, held -> others || held == NONE || leases.contains(held), rivals)
                .run()
                .thenCompose(done -> revoke());
    }

    private CompletableFuture<Void> revoke() {
        lease = NONE;
        CompletableFuture<?>[] all = leases.stream().map(this::revoke).toArray(CompletableFuture<?>[]::new);
        leases.clear();
        return CompletableFuture.allOf(all);
    }

    private CompletableFuture<Void> revoke(long id) {
        LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(id).build();
        return etcd.lease(stub -> stub.leaseRevoke(request)).handle((answer, failure) -> null); // it expires anyway
    }
}
