package io.minirpc.benchmarks.users;

import io.minirpc.annotation.RpcInterface;
import java.util.concurrent.CompletableFuture;

/** {@link UserService} for callers that do not wait. */
@RpcInterface(name = "UserService")
public interface AsyncUserService {
    CompletableFuture<Boolean> existUser(String email);

    CompletableFuture<User> getUser(long id);

    CompletableFuture<Page<User>> listUser(int page);
}
