package shop;

import io.minirpc.annotation.RpcInterface;

@RpcInterface
public interface Store {
    String show(Message message);

    Message make();
}
