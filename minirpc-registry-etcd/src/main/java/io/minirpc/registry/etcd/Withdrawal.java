package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.minirpc.discovery.Endpoint;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/**
 * Takes a key away, if it is ours. Each change is a transaction that fails if the key was put since it was read, so
 * what another process announces for the address stays. If a rival has a live lease, the key is handed to it. Otherwise
 * the key is marked, which tells watchers that the removal is intended, and then deleted. For the registry's thread
 * alone.
 */
final class Withdrawal {
    private final EtcdChannel etcd;
    private final ByteString key;
    private final Endpoint endpoint;
    private final LongPredicate isOurs;
    private final Rivals rivals;

    /** @param isOurs whether the key of a lease may be taken away; 0 stands for a key without a lease */
    Withdrawal(EtcdChannel etcd, ByteString key, Endpoint endpoint, LongPredicate isOurs, Rivals rivals) {
        this.etcd = etcd;
        this.key = key;
        this.endpoint = endpoint;
        this.isOurs = isOurs;
        this.rivals = rivals;
    }

    CompletableFuture<Void> run() {
        return etcd.kv(keys -> keys.range(RangeRequest.newBuilder().setKey(key).build()))
                .thenCompose(answer -> answer.getKvsCount() == 0 ? done() : takeAway(answer.getKvs(0)));
    }

    private CompletableFuture<Void> takeAway(KeyValue there) {
        if (!isOurs.test(there.getLease())) {
            return done();
        }
        Map.Entry<Long, ByteString> rival = rivals.any();
        if (rival == null) {
            return markAndDelete(there);
        }
        return etcd.lease(leases -> leases.leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder()
                        .setID(rival.getKey())
                        .build()))
                .thenCompose(lease -> handOver(there, rival, lease));
    }

    private CompletableFuture<Void> handOver(
            KeyValue there, Map.Entry<Long, ByteString> rival, LeaseTimeToLiveResponse lease) {
        if (lease.getTTL() <= 0) {
            rivals.remove(rival.getKey());
            return takeAway(there);
        }
        PutRequest put = PutRequest.newBuilder()
                .setKey(key)
                .setValue(rival.getValue())
                .setLease(rival.getKey())
                .build();
        return ifUnchanged(there.getModRevision(), op -> op.setRequestPut(put))
                .thenCompose(handed -> handed.getSucceeded() ? done() : run());
    }

    private CompletableFuture<Void> markAndDelete(KeyValue there) {
        PutRequest mark = PutRequest.newBuilder()
                .setKey(key)
                .setValue(new InstanceValue(endpoint, true).write())
                .setIgnoreLease(true)
                .build();
        return ifUnchanged(there.getModRevision(), op -> op.setRequestPut(mark))
                .thenCompose(marked ->
                        marked.getSucceeded() ? delete(marked.getHeader().getRevision()) : run());
    }

    private CompletableFuture<Void> delete(long revision) {
        DeleteRangeRequest delete = DeleteRangeRequest.newBuilder().setKey(key).build();
        return ifUnchanged(revision, op -> op.setRequestDeleteRange(delete))
                .thenCompose(deleted -> deleted.getSucceeded() ? done() : run());
    }

    /** Changes the key if it was not changed since a revision. */
    private CompletableFuture<TxnResponse> ifUnchanged(long revision, UnaryOperator<RequestOp.Builder> change) {
        TxnRequest request = TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setModRevision(revision))
                .addSuccess(change.apply(RequestOp.newBuilder()))
                .build();
        return etcd.kv(keys -> keys.txn(request));
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
