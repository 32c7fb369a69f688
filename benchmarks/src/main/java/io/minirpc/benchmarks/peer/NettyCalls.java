package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.minirpc.benchmarks.users.UserService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The client's methods, waiting and not. Thread-safe. */
final class NettyCalls implements UserService, CallbackUserService {
    private final NettyClientHandler handler;

    NettyCalls(NettyClientHandler handler) {
        this.handler = handler;
    }

    @Override
    public boolean existUser(String email) {
        Waiter<Boolean> waiter = new Waiter<>();
        existUser(email, waiter);
        return waiter.await();
    }

    @Override
    public User getUser(long id) {
        Waiter<User> waiter = new Waiter<>();
        getUser(id, waiter);
        return waiter.await();
    }

    @Override
    public Page<User> listUser(int page) {
        Waiter<Page<User>> waiter = new Waiter<>();
        listUser(page, waiter);
        return waiter.await();
    }

    @Override
    public void existUser(String email, BiConsumer<? super Boolean, ? super Throwable> callback) {
        handler.send(new NettyCall.ExistUser(email, callback));
    }

    @Override
    public void getUser(long id, BiConsumer<? super User, ? super Throwable> callback) {
        handler.send(new NettyCall.GetUser(id, callback));
    }

    @Override
    public void listUser(int page, BiConsumer<? super Page<User>, ? super Throwable> callback) {
        handler.send(new NettyCall.ListUser(page, callback));
    }

    /** Parks the thread that made it until the result is there. */
    private static final class Waiter<T> implements BiConsumer<T, Throwable> {
        private final Thread thread = Thread.currentThread();
        private @Nullable T result;
        private @Nullable Throwable failure;
        private volatile boolean done;

        @Override
        public void accept(@Nullable T value, @Nullable Throwable problem) {
            result = value;
            failure = problem;
            done = true;
            LockSupport.unpark(thread);
        }

        T await() {
            while (!done) {
                LockSupport.park(this);
            }
            T value = result;
            if (value == null) {
                throw new IllegalStateException(failure);
            }
            return value;
        }
    }
}
