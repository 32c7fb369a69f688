package bad;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;

@RpcInterface
interface Letters {
    int größe(int a); // error: [BadName] Letters.größe: the name "größe" can't be used on the wire, which takes the letters a to z and A to Z, digits, '_', '-'; set another by @RpcMethod(name = …)

    int 名前(int b); // error: [BadName] Letters.名前: the name "名前" can't be used on the wire, which takes the letters a to z and A to Z, digits, '_', '-'; set another by @RpcMethod(name = …)

    @RpcMethod(name = "length")
    int länge(int c);

    @RpcInterface // error: [BadName] Letters.Größen: the name "Größen" can't be used on the wire, which takes the letters a to z and A to Z, digits, '_', '-', '.'; set another by @RpcInterface(name = …)
    interface Größen {
        int get();
    }
}
