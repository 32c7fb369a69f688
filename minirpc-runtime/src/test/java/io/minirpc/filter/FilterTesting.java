package io.minirpc.filter;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.Internals;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** What tests of filters share: calls without a network, calls over one, and time that passes when told to. */
public final class FilterTesting implements AutoCloseable {
    public static final MethodDescriptor<String, String> FIND = method("Find");
    public static final MethodDescriptor<String, String> OTHER = method("Other");
    public static final Invoker ANSWERS = call -> CompletableFuture.completedFuture(Reply.of("fine"));

    private final List<AutoCloseable> open = new ArrayList<>();

    /** A clock that stands still. */
    public static final class Clock implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong(-5_000_000_000L); // as System.nanoTime may well say

        public void advance(long by) {
            nanos.addAndGet(by);
        }

        public void advanceMillis(long by) {
            advance(by * 1_000_000);
        }

        @Override
        public long getAsLong() {
            return nanos.get();
        }
    }

    public static MethodDescriptor<String, String> method(String name) {
        return MethodDescriptor.builder("Test", name, Codecs.STRING, Codecs.STRING)
                .build();
    }

    public static Invocation call(MethodDescriptor<?, ?> method) {
        return call(method, CallContext.create());
    }

    public static Invocation call(MethodDescriptor<?, ?> method, CallContext context) {
        return Internals.get().outgoing(method, "arguments", Metadata.EMPTY, context, null);
    }

    public static Invoker fails(StatusCode code) {
        return call -> CompletableFuture.completedFuture(Reply.failed(call.method(), new RpcException(code, "failed")));
    }

    /** Returns the reply, which has to be there. */
    public static Reply now(CompletionStage<Reply> stage) {
        Reply reply = stage.toCompletableFuture().getNow(null);
        if (reply == null) {
            throw new AssertionError("no reply yet");
        }
        return reply;
    }

    public static Reply run(Filter filter, Invocation call, Invoker next) {
        return now(filter.filter(call, next));
    }

    /** Runs a task on several threads at once and waits for all of them. */
    public static void onThreads(int count, IntConsumer task) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            Thread thread = new Thread(() -> task.accept(index));
            thread.setUncaughtExceptionHandler((which, thrown) -> {
                synchronized (failures) {
                    failures.add(thrown);
                }
            });
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " threads failed", failures.get(0));
        }
    }

    public RpcServer server(ServiceBinding binding, Filter... filters) {
        RpcServerBuilder builder = RpcServer.builder().address("127.0.0.1", 0).add(binding);
        List.of(filters).forEach(builder::filter);
        return opened(builder.build().start());
    }

    public RpcClient client(RpcServer server, Filter... filters) {
        RpcClientBuilder builder = RpcClient.builder().address("127.0.0.1", server.port());
        List.of(filters).forEach(builder::filter);
        return opened(builder.build());
    }

    public <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
