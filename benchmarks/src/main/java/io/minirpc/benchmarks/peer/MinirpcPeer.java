package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.AsyncUserService;
import io.minirpc.benchmarks.users.AsyncUserServiceStub;
import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.InlineUserService;
import io.minirpc.benchmarks.users.InlineUserServiceSkeleton;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.minirpc.benchmarks.users.UserService;
import io.minirpc.benchmarks.users.UserServiceSkeleton;
import io.minirpc.benchmarks.users.UserServiceStub;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import java.net.InetAddress;
import java.util.function.BiConsumer;

/** minirpc as it comes, by one of its codecs; or, inline, with handlers on the server's event loop. */
final class MinirpcPeer implements Peer {
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final WireFormat format;
    private final boolean inline;

    MinirpcPeer(WireFormat format, boolean inline) {
        this.format = format;
        this.inline = inline;
    }

    @Override
    public Server serve(UserService service) {
        return new MinirpcServer(RpcServer.builder()
                .address(LOOPBACK, 0)
                .add(inline ? InlineUserServiceSkeleton.bind(new Inline(service)) : UserServiceSkeleton.bind(service))
                .build()
                .start());
    }

    @Override
    public Client connect(int port) {
        return connect(port, 1);
    }

    @Override
    public Client connect(int port, int connections) {
        return new MinirpcClient(RpcClient.builder()
                .address(LOOPBACK, port)
                .wireFormat(format)
                .connections(connections)
                .build());
    }

    private record MinirpcServer(RpcServer server) implements Server {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private record MinirpcClient(RpcClient client) implements Client {
        @Override
        public UserService blocking() {
            return new UserServiceStub(client);
        }

        @Override
        public CallbackUserService async() {
            return new FutureCalls(new AsyncUserServiceStub(client));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets what there is to know
    private record FutureCalls(AsyncUserService stub) implements CallbackUserService {
        @Override
        public void existUser(String email, BiConsumer<? super Boolean, ? super Throwable> callback) {
            stub.existUser(email).whenComplete(callback);
        }

        @Override
        public void getUser(long id, BiConsumer<? super User, ? super Throwable> callback) {
            stub.getUser(id).whenComplete(callback);
        }

        @Override
        public void listUser(int page, BiConsumer<? super Page<User>, ? super Throwable> callback) {
            stub.listUser(page).whenComplete(callback);
        }
    }

    private record Inline(UserService service) implements InlineUserService {
        @Override
        public boolean existUser(String email) {
            return service.existUser(email);
        }

        @Override
        public User getUser(long id) {
            return service.getUser(id);
        }

        @Override
        public Page<User> listUser(int page) {
            return service.listUser(page);
        }
    }
}
