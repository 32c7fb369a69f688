package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.load.Operation;
import io.minirpc.benchmarks.peer.Peer;
import io.minirpc.benchmarks.peer.Peers;
import io.minirpc.benchmarks.users.Users;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls with client and server in one JVM, where one profile shows both. */
@SuppressWarnings("NullAway.Init") // by setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseG1GC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CallBenchmark {
    private static final int BURST = 64;

    @Param({Peers.MINIRPC, Peers.MINIRPC_INLINE, Peers.NETTY})
    String peer;

    @Param("EXIST")
    Operation operation;

    private Peer.Server server;
    private Peer.Client client;
    private volatile boolean failed;

    @Setup
    public void setUp() {
        Peer chosen = Peers.named(peer);
        server = chosen.serve(new Users());
        client = chosen.connect(server.port());
    }

    @TearDown
    public void tearDown() {
        client.close();
        server.close();
    }

    /** One call; with JMH's -t as many at a time as there are threads. */
    @Benchmark
    public Object blocking() {
        return operation.call(client.blocking(), 0);
    }

    /** As many calls as are in flight in the bench, sent at once. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void burst() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(BURST);
        for (int i = 0; i < BURST; i++) {
            operation.call(client.async(), i, (result, failure) -> {
                if (failure != null) {
                    failed = true;
                }
                ended.countDown();
            });
        }
        ended.await();
        if (failed) {
            throw new IllegalStateException(operation + " failed");
        }
    }
}
