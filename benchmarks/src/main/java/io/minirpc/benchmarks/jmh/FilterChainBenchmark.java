package io.minirpc.benchmarks.jmh;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.FilterChain;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ReplyFuture;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What filters that do nothing add: to nothing at all, and to calls within one process. */
@SuppressWarnings("NullAway.Init") // by setUp
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork( // with a heap of 512 MiB or less, Netty allocates 80 KB for each call within a process
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilterChainBenchmark {
    private static final MethodDescriptor<Integer, Integer> ECHO = MethodDescriptor.builder(
                    "Bench", "Echo", Codecs.INT32, Codecs.INT32)
            .build();
    private static final Filter BEFORE = (call, next) -> next.invoke(call);
    private static final Filter AFTER = (call, next) -> next.invoke(call).thenApply(reply -> reply);

    /** How many filters there are, and whether they act after a call too. */
    @Param({"none", "1 before", "5 before", "1 after", "5 after"})
    String filters;

    private final ReplyFuture ready = new ReplyFuture(ECHO);
    private final Invocation invocation = Internals.get().outgoing(ECHO, 1, Metadata.EMPTY, CallContext.create(), null);
    private Invoker chain;
    private RpcServer server;
    private RpcClient client;

    @Setup
    public void setUp() {
        ready.complete(Reply.of(1));
        List<Filter> all = filters();
        chain = FilterChain.of(all, call -> ready);
        RpcServerBuilder serving = RpcServer.builder()
                .inProcess("bench-filters")
                .ioThreads(1)
                .add(ServiceBinding.builder("Bench")
                        .inlineBlocking(ECHO, number -> number)
                        .build());
        RpcClientBuilder calling = RpcClient.builder().inProcess("bench-filters");
        all.forEach(serving::filter);
        all.forEach(calling::filter);
        server = serving.build().start();
        client = calling.build();
    }

    private List<Filter> filters() {
        if (filters.equals("none")) {
            return List.of();
        }
        int count = Integer.parseInt(filters.substring(0, filters.indexOf(' ')));
        return Collections.nCopies(count, filters.endsWith("after") ? AFTER : BEFORE);
    }

    @TearDown
    public void tearDown() {
        client.close();
        server.close();
    }

    /** The chain alone, around a reply that is there. */
    @Benchmark
    public CompletionStage<Reply> chain() {
        return chain.invoke(invocation);
    }

    /** A call and its future, with the filters on both sides. */
    @Benchmark
    public Integer call() {
        return client.call(ECHO, 1).join();
    }

    /** A call that a thread waits for, with the filters on both sides. */
    @Benchmark
    public Integer callBlocking() {
        return client.callBlocking(ECHO, 1);
    }
}
