package inheritance;

import io.minirpc.annotation.RpcMethod;
import java.util.concurrent.CompletionStage;

interface Base<T> extends Named {
    T get(long id);

    CompletionStage<? extends Number> skipped();

    @RpcMethod(name = "remoteDefault")
    default T first() {
        return get(0);
    }

    default T second() {
        return get(1);
    }

    boolean equals(Object other);

    int hashCode();

    String toString();
}
