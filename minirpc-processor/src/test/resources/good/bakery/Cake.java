package bakery;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** Owns its codec, as does the {@link Order} in it, which it does not describe further. */
@RpcMessage
public record Cake(String name, List<Layer> layers, Order order, Cake half) {
    public record Layer(String name, Layer next) {}
}
