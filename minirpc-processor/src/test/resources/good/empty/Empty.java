package empty;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;

@RpcInterface
public interface Empty {
    @RpcMessage
    record Nothing() {}

    class Bean {}

    enum None {}

    Nothing nothing(Nothing nothing);

    Bean bean(Bean bean, None none);

    @RpcInterface
    interface Alone {}
}
