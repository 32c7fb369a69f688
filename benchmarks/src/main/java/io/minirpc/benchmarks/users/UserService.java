package io.minirpc.benchmarks.users;

import io.minirpc.annotation.RpcInterface;

/** A directory of users: a call with next to no data, one with an object, one with a list of objects. */
@RpcInterface
public interface UserService {
    boolean existUser(String email);

    User getUser(long id);

    Page<User> listUser(int page);
}
