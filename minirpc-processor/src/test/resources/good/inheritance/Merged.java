package inheritance;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.concurrent.CompletableFuture;

@RpcInterface
public interface Merged extends Base<String>, Other {
    @Override
    CompletableFuture<Integer> skipped();

    @Override
    Integer number();

    @RpcMethod(name = "getTwo")
    String get(long id, int count);

    private int secret() {
        return 1;
    }

    @Override
    default String second() {
        return "second" + secret();
    }
}
