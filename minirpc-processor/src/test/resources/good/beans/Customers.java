package beans;

import io.minirpc.annotation.RpcInterface;

@RpcInterface
public interface Customers {
    Customer load(String id);

    void store(Customer customer);
}
