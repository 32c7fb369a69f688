package generics;

import io.minirpc.annotation.RpcInterface;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

@RpcInterface
public interface Items extends Crud<Items.Item, Long, java.io.IOException> {
    record Item(long id, String name) {}

    Table<String, Item> table();

    CompletableFuture<Table<Long, Map<String, TreeSet<Integer>>>> numbers(Table<Integer, TreeSet<String>> names);

    Cell<Item> cell(Cell<String> cell, Cell<Cell<String>> cells);

    Ping<Item> ping(Pong<Item> pong);

    Either<String, Item> either(Either<Integer, Item> either);
}
