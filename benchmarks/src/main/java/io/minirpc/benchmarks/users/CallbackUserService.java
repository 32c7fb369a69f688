package io.minirpc.benchmarks.users;

import java.util.function.BiConsumer;

/**
 * {@link UserService} without waiting. The callback gets the result or the failure, and the other as null, on whatever
 * thread the peer completes calls; callbacks cost every peer the same, which one kind of future would not.
 */
public interface CallbackUserService {
    void existUser(String email, BiConsumer<? super Boolean, ? super Throwable> callback);

    void getUser(long id, BiConsumer<? super User, ? super Throwable> callback);

    void listUser(int page, BiConsumer<? super Page<User>, ? super Throwable> callback);
}
