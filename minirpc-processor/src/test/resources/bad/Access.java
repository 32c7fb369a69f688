package bad;

import io.minirpc.annotation.RpcInterface;

class Access {
    private record Secret(int value) {}

    record Holder(Secret secret) {} // error: [InaccessibleType] Access.Holder.secret: Access.Secret is not accessible from the package bad; make it public

    @RpcInterface
    interface Service {
        Holder get();
    }
}
