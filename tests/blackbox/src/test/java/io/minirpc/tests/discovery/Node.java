package io.minirpc.tests.discovery;

import io.minirpc.annotation.RpcInterface;
import java.util.concurrent.CompletableFuture;

/** Tells which server was called. */
@RpcInterface
interface Node {
    /** Answers the server's port after a while, without a thread. */
    CompletableFuture<Integer> port(long millis);
}
