package deprecation;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;

@Deprecated
@RpcInterface
public interface OldService {
    Gone gone();

    @Deprecated(forRemoval = true)
    @RpcMessage
    enum Gone {
        @Deprecated
        A,
        B
    }
}
