package users;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@RpcInterface
public interface UserService {
    CompletionStage<User> getUser(@HashKey long id) throws UserNotFound;

    @RpcMethod(timeoutMillis = 1_500)
    User find(@HashKey String name) throws UserNotFound, AccountException;

    CompletableFuture<List<User>> list();

    void save(User user);

    User rename(User user);

    CompletableFuture<Void> ping(int times, @RpcField(number = 7, name = "sent_at") long sentAt);

    int count();

    boolean exists(@RpcField(encoding = RpcField.Encoding.FIXED) long id, @HashKey Role role);

    Page<User> page(PageRequest request);

    @RpcMethod(name = "pageByName", inline = true)
    CompletionStage<Page<User>> page(String name, int... numbers);

    TreeSet<String> names(Optional<String> prefix, Map<String, List<Integer>> groups);

    @RpcMethod(inline = true, timeoutMillis = 200)
    String version();

    default String greet(String name) {
        return "Hello, " + name;
    }

    static String local() {
        return "local";
    }
}
