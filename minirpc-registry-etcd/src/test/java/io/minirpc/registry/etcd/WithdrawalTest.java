package io.minirpc.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.minirpc.discovery.Endpoint;
import io.minirpc.tls.TlsSettings;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Withdrawals from a scripted etcd, in which the key changes between a read and the first transaction. */
class WithdrawalTest {
    private static final Endpoint ENDPOINT = Endpoint.of("10.0.0.7", 9000);
    private static final ByteString KEY = ByteString.copyFromUtf8("/mini-rpc/Arith/10.0.0.7:9000");
    private static final ByteString VALUE = new InstanceValue(ENDPOINT, false).write();
    private static final long OURS = 1;
    private static final long RIVAL = 2;
    private static final int LIVE_SECONDS = 10;

    private final List<TxnRequest> transactions = new CopyOnWriteArrayList<>();
    private final EtcdThreads threads = new EtcdThreads();
    private Server server;
    private EtcdChannel etcd;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(threads.sockets())
                .workerEventLoopGroup(threads.sockets())
                .directExecutor()
                .addService(new Keys())
                .addService(new Leases())
                .build()
                .start();
        URI url = URI.create("http://127.0.0.1:" + server.getPort());
        Duration timeout = Duration.ofSeconds(20);
        TlsSettings tls = TlsSettings.builder().build();
        EtcdSettings settings = new EtcdSettings(List.of(url), "/mini-rpc/", null, "", tls, timeout, timeout);
        etcd = new EtcdChannel(settings, threads, new StateLog(settings.description()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        etcd.close();
        server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        threads.close();
    }

    @Test
    void rivalGetsTheKeyAlthoughItChangedDuringTheHandover() throws Exception {
        Rivals rivals = new Rivals();
        rivals.add(RIVAL, VALUE);
        Withdrawal withdrawal = new Withdrawal(etcd, KEY, ENDPOINT, lease -> lease == OURS, rivals);
        CompletableFuture.completedFuture(null)
                .thenComposeAsync(nothing -> withdrawal.run(), threads.scheduler())
                .get(20, TimeUnit.SECONDS);
        assertThat(transactions)
                .extracting(
                        transaction -> transaction.getSuccess(0).getRequestPut().getLease())
                .containsExactly(RIVAL, RIVAL);
    }

    /** Has the key under our lease, with a higher revision for each transaction. The first transaction fails. */
    private final class Keys extends KVGrpc.KVImplBase {
        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> answers) {
            KeyValue there = KeyValue.newBuilder()
                    .setKey(KEY)
                    .setValue(VALUE)
                    .setLease(OURS)
                    .setModRevision(transactions.size() + 1)
                    .build();
            answers.onNext(RangeResponse.newBuilder().addKvs(there).build());
            answers.onCompleted();
        }

        @Override
        public void txn(TxnRequest request, StreamObserver<TxnResponse> answers) {
            transactions.add(request);
            answers.onNext(TxnResponse.newBuilder()
                    .setSucceeded(transactions.size() > 1)
                    .build());
            answers.onCompleted();
        }
    }

    /** Answers that every lease is live. */
    private static final class Leases extends LeaseGrpc.LeaseImplBase {
        @Override
        public void leaseTimeToLive(LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> answers) {
            answers.onNext(
                    LeaseTimeToLiveResponse.newBuilder().setTTL(LIVE_SECONDS).build());
            answers.onCompleted();
        }
    }
}
