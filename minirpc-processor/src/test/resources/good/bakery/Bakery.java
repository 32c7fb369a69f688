package bakery;

import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import io.minirpc.annotation.Sensitive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

@RpcInterface(name = "shop.Bakery")
public interface Bakery {
    Receipt buy(Order order) throws SoldOut, Closed;

    CompletableFuture<Cake> bake(String name, int pieces, @RpcField(number = 9, name = "at") Instant when);

    @Idempotent
    Page<Cake> menu();

    @Idempotent
    Page<Integer> prices(Optional<Order> like, OptionalInt highest, Page<String> names);

    void decorate(Decoration decoration);

    @RpcMethod(name = "wrapped")
    Decoration decoration(Wrapped<Kind> wrapped);

    @Sensitive
    Map<Kind, Set<String>> recipes(@Sensitive char[] password, byte[] seal, List<Map<String, Optional<Integer>>> table);

    void open(@Sensitive Order order);

    Kind kind(Void nothing, Row<String> row);

    record Row<T>(T[] cells, T[][] table) {}

    record Receipt(@RpcField(encoding = RpcField.Encoding.ZIGZAG) int change, Order order, Page<Page<Cake>> pages) {}

    record Page<T>(List<T> items, T first, Optional<T> last, Page<T> next) {}

    sealed interface Decoration permits Text, Berries {}

    record Text(@RpcField(name = "größe \"pt\"") double size, String text) implements Decoration {}

    @RpcField(number = 7, name = "fruit")
    record Berries(int count) implements Decoration {}

    sealed interface Wrapped<T> {}

    record Box<V>(V value, Wrapped<V> inner) implements Wrapped<V> {}

    record Bag<V>(List<V> values) implements Wrapped<V> {}

    enum Kind {
        SWEET,
        @RpcField(number = 4, name = "salty")
        SALTY
    }

    class SoldOut extends Exception {
        private static final long serialVersionUID = 1;

        private final Kind kind;

        public SoldOut(String message, Kind kind) {
            super(message);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    @RpcField(name = "shut")
    class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
