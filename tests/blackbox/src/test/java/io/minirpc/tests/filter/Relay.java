package io.minirpc.tests.filter;

import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RpcInterface;
import java.util.concurrent.CompletableFuture;

/** A link of a chain of services: answers what the next one does. */
@RpcInterface
@Idempotent
public interface Relay {
    CompletableFuture<String> pass(String text);
}
