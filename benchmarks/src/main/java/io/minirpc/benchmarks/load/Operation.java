package io.minirpc.benchmarks.load;

import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.minirpc.benchmarks.users.UserService;
import io.minirpc.benchmarks.users.Users;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** A method of the service, called with the i-th of some arguments. */
public enum Operation {
    EXIST("exist", "existUser") {
        @Override
        public Boolean call(UserService service, int i) {
            return service.existUser(EMAILS[i & MASK]);
        }

        @Override
        public void call(CallbackUserService service, int i, BiConsumer<Object, Throwable> callback) {
            service.existUser(EMAILS[i & MASK], callback);
        }
    },
    GET("get", "getUser") {
        @Override
        public User call(UserService service, int i) {
            return service.getUser(FIRST_ID + (i & MASK));
        }

        @Override
        public void call(CallbackUserService service, int i, BiConsumer<Object, Throwable> callback) {
            service.getUser(FIRST_ID + (i & MASK), callback);
        }
    },
    LIST("list", "listUser") {
        @Override
        public Page<User> call(UserService service, int i) {
            return service.listUser(i & MASK);
        }

        @Override
        public void call(CallbackUserService service, int i, BiConsumer<Object, Throwable> callback) {
            service.listUser(i & MASK, callback);
        }
    };

    private static final long FIRST_ID = 10_000_000_000L;
    private static final int MASK = 1023;
    private static final String[] EMAILS =
            IntStream.rangeClosed(0, MASK).mapToObj(Users::email).toArray(String[]::new);

    private final String label;
    private final String method;

    Operation(String label, String method) {
        this.label = label;
        this.method = method;
    }

    public String label() {
        return label;
    }

    public String method() {
        return method;
    }

    public abstract Object call(UserService service, int i);

    public abstract void call(CallbackUserService service, int i, BiConsumer<Object, Throwable> callback);
}
