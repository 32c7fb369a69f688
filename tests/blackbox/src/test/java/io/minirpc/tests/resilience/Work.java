package io.minirpc.tests.resilience;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.concurrent.CompletableFuture;

/** Work of every kind that can be interrupted. */
@RpcInterface
public interface Work {
    String echo(String text);

    @RpcMethod(inline = true)
    String echoInline(String text);

    /** Sleeps on a handler thread and answers how long. */
    long sleep(long millis);

    /** Answers so many bytes. */
    byte[] bytes(int count);

    /** Answers after a while without a thread. */
    CompletableFuture<Long> later(long millis);

    /** Must not run twice for one id; sleeps a little where asked to. */
    void once(long id, long sleepMillis);

    /** Throws a "RuntimeException", an "Error" or a "StackOverflowError". */
    String fail(String how);

    @RpcMethod(inline = true)
    String failInline(String how);

    CompletableFuture<String> failLater(String how);

    /** Answers how many calls of {@link #later} have begun. */
    int begun();

    /** Answers how many bytes objects take after a collection. */
    long usedHeap();
}
