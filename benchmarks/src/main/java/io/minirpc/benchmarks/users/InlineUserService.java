package io.minirpc.benchmarks.users;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;

/** {@link UserService} for servers that answer on the connection's own thread; the same to callers. */
@RpcInterface(name = "UserService")
public interface InlineUserService extends UserService {
    @Override
    @RpcMethod(inline = true)
    boolean existUser(String email);

    @Override
    @RpcMethod(inline = true)
    User getUser(long id);

    @Override
    @RpcMethod(inline = true)
    Page<User> listUser(int page);
}
