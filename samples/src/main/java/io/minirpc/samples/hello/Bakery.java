package io.minirpc.samples.hello;

import io.minirpc.annotation.RpcInterface;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bakery that takes orders from afar. */
@RpcInterface
public interface Bakery {
    /** Lists what is on the shelf. */
    List<Cake> menu();

    /** Sells pieces of a cake. */
    Receipt buy(Order order) throws SoldOutException;

    /** Bakes another cake; the answer comes when it is out of the oven. */
    CompletableFuture<Cake> bake(String name, int pieces);
}
