package io.minirpc.samples.hello;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The bakery behind the counter: plain Java, which knows nothing of the network. Thread-safe, for calls run at once.
 */
final class BakeryService implements Bakery {
    private static final LocalTime NEXT_BATCH = LocalTime.of(16, 30);
    private static final BigDecimal PRICE_TO_ORDER = new BigDecimal("3.90");

    private final Executor oven = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    private final Map<String, Cake> shelf = new LinkedHashMap<>();
    private long sales;

    BakeryService() {
        put(new Cake("Apple pie", 12, new BigDecimal("3.20")));
        put(new Cake("Cheesecake", 2, new BigDecimal("4.50")));
    }

    @Override
    public synchronized List<Cake> menu() {
        return List.copyOf(shelf.values());
    }

    @Override
    public synchronized Receipt buy(Order order) throws SoldOutException {
        Cake cake = shelf.get(order.getCake());
        if (cake == null) {
            throw new RpcException(StatusCode.NOT_FOUND, "we have never baked a " + order.getCake());
        }
        int left = cake.pieces() - order.getPieces();
        if (left < 0) {
            throw new SoldOutException("not enough " + cake.name(), cake.pieces(), NEXT_BATCH);
        }
        put(new Cake(cake.name(), left, cake.price()));
        BigDecimal total = cake.price().multiply(BigDecimal.valueOf(order.getPieces()));
        return new Receipt(++sales, total, order.getWish() == null ? null : "of course: " + order.getWish());
    }

    @Override
    public CompletableFuture<Cake> bake(String name, int pieces) {
        return CompletableFuture.supplyAsync(() -> put(new Cake(name, pieces, PRICE_TO_ORDER)), oven);
    }

    private synchronized Cake put(Cake cake) {
        shelf.put(cake.name(), cake);
        return cake;
    }
}
