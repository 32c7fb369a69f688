package collections;

import io.minirpc.annotation.RpcInterface;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

@RpcInterface
public interface Store {
    Everything everything(Everything everything);

    CompletableFuture<Map<String, List<SortedSet<Long>>>> index(EnumMap<Everything.Day, String> days);

    Optional<Everything> find(OptionalInt number);
}
