package nested;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

class Outer {
    @RpcInterface
    interface UserService {
        Inner.Deep find(Inner inner, List<Kind> kinds);
    }

    @RpcMessage
    record Inner(Deep deep, int id) {
        @RpcMessage
        record Deep(List<Inner> inners, Kind kind) {}
    }

    @RpcMessage
    protected enum Kind {
        A,
        B
    }

    private Outer() {}
}
