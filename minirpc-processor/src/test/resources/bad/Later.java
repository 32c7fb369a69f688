package bad;

import io.minirpc.annotation.RpcInterface;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

@RpcInterface
interface Later {
    Mono<String> mono(); // error: [UnsupportedType] Later.mono, result: Later.Mono<String> can't be sent; did you mean CompletableFuture<String>?

    ListenableFuture<Integer> listenable(); // error: [UnsupportedType] Later.listenable, result: Later.ListenableFuture<Integer> can't be sent; did you mean CompletableFuture<Integer>?

    Single<List<String>> single(); // error: [UnsupportedType] Later.single, result: Later.Single<List<String>> can't be sent; did you mean CompletableFuture<List<String>>?

    Uni<? extends Number> uni(); // error: [UnsupportedType] Later.uni, result: Later.Uni<? extends Number> can't be sent; did you mean CompletableFuture<Number>?

    Future<String> future(); // error: [UnsupportedType] Later.future, result: Future<String> can't be sent; did you mean CompletableFuture<String>?

    FutureTask<String> task(); // error: [UnsupportedType] Later.task, result: FutureTask<String> can't be sent; did you mean CompletableFuture<String>?

    Flow.Publisher<String> flow(); // error: [UnsupportedType] Later.flow, result: Flow.Publisher<String> can't be sent; did you mean CompletableFuture<List<String>>?

    Object suspended(String text, Continuation<? super String> continuation); // error: [SuspendFunction] Later.suspended is a suspending function, which Java code can't implement; declare it without suspend, with the result CompletableFuture<String>

    Stream<String> stream(); // error: [UnsupportedType] Later.stream, result: Stream<String> can't be sent; did you mean List?

    Callable<String> call(); // error: [FunctionalType] Later.call, result: Callable<String> is code, which can't be sent; send data instead

    void done(CompletableFuture<String> done); // error: [UnsupportedType] Later.done, parameter done: CompletableFuture<String> can't be sent; a method's result may be one, but nothing inside a message or a parameter

    Maybe<String> own();

    abstract class Mono<T> {
        public abstract T block();
    }

    interface ListenableFuture<V> extends Future<V> {
        void addListener(Runnable listener);
    }

    class Single<T> {
        protected Single() {}
    }

    interface Uni<T> {
        T await();
    }

    interface Continuation<T> {
        void resumeWith(Object result);
    }

    record Maybe<T>(T value) {}
}
