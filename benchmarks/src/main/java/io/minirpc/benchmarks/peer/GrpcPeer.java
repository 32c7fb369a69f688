package io.minirpc.benchmarks.peer;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.minirpc.benchmarks.proto.ExistUserReply;
import io.minirpc.benchmarks.proto.ExistUserRequest;
import io.minirpc.benchmarks.proto.GetUserRequest;
import io.minirpc.benchmarks.proto.ListUserRequest;
import io.minirpc.benchmarks.proto.UserPage;
import io.minirpc.benchmarks.proto.UserServiceGrpc;
import io.minirpc.benchmarks.proto.UserServiceGrpc.UserServiceBlockingStub;
import io.minirpc.benchmarks.proto.UserServiceGrpc.UserServiceFutureStub;
import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.minirpc.benchmarks.users.UserService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** gRPC as it comes; or, direct, with everything on the event loops of both sides. */
final class GrpcPeer implements Peer {
    private final boolean direct;

    GrpcPeer(boolean direct) {
        this.direct = direct;
    }

    @Override
    public Server serve(UserService service) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(new Handlers(service));
        if (direct) {
            builder.directExecutor();
        }
        try {
            return new GrpcServer(builder.build().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Client connect(int port) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext();
        if (direct) {
            builder.directExecutor();
        }
        return new GrpcClient(builder.build());
    }

    private record GrpcServer(io.grpc.Server server) implements Server {
        @Override
        public int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            server.shutdownNow();
        }
    }

    private record GrpcClient(ManagedChannel channel) implements Client {
        @Override
        public UserService blocking() {
            return new BlockingCalls(UserServiceGrpc.newBlockingStub(channel));
        }

        @Override
        public CallbackUserService async() {
            return new FutureCalls(UserServiceGrpc.newFutureStub(channel));
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }

    private record BlockingCalls(UserServiceBlockingStub stub) implements UserService {
        @Override
        public boolean existUser(String email) {
            return stub.existUser(existUserRequest(email)).getExists();
        }

        @Override
        public User getUser(long id) {
            return ProtoUsers.fromProto(stub.getUser(getUserRequest(id)));
        }

        @Override
        public Page<User> listUser(int page) {
            return ProtoUsers.fromProto(stub.listUser(listUserRequest(page)));
        }
    }

    private record FutureCalls(UserServiceFutureStub stub) implements CallbackUserService {
        @Override
        public void existUser(String email, BiConsumer<? super Boolean, ? super Throwable> callback) {
            call(stub.existUser(existUserRequest(email)), ExistUserReply::getExists, callback);
        }

        @Override
        public void getUser(long id, BiConsumer<? super User, ? super Throwable> callback) {
            call(stub.getUser(getUserRequest(id)), ProtoUsers::fromProto, callback);
        }

        @Override
        public void listUser(int page, BiConsumer<? super Page<User>, ? super Throwable> callback) {
            call(stub.listUser(listUserRequest(page)), ProtoUsers::fromProto, callback);
        }

        private static <M, T> void call(
                ListenableFuture<M> reply, Function<M, T> decoder, BiConsumer<? super T, ? super Throwable> callback) {
            Futures.addCallback(
                    reply,
                    new FutureCallback<M>() {
                        @Override
                        public void onSuccess(@Nullable M message) {
                            callback.accept(decoder.apply(requireNonNull(message)), null);
                        }

                        @Override
                        public void onFailure(@Nullable Throwable failure) {
                            callback.accept(null, failure);
                        }
                    },
                    MoreExecutors.directExecutor());
        }
    }

    private static ExistUserRequest existUserRequest(String email) {
        return ExistUserRequest.newBuilder().setEmail(email).build();
    }

    private static GetUserRequest getUserRequest(long id) {
        return GetUserRequest.newBuilder().setId(id).build();
    }

    private static ListUserRequest listUserRequest(int page) {
        return ListUserRequest.newBuilder().setPage(page).build();
    }

    private static final class Handlers extends UserServiceGrpc.UserServiceImplBase {
        private final UserService service;

        Handlers(UserService service) {
            this.service = service;
        }

        @Override
        public void existUser(ExistUserRequest request, StreamObserver<ExistUserReply> reply) {
            boolean exists = service.existUser(request.getEmail());
            reply.onNext(ExistUserReply.newBuilder().setExists(exists).build());
            reply.onCompleted();
        }

        @Override
        public void getUser(GetUserRequest request, StreamObserver<io.minirpc.benchmarks.proto.User> reply) {
            reply.onNext(ProtoUsers.toProto(service.getUser(request.getId())));
            reply.onCompleted();
        }

        @Override
        public void listUser(ListUserRequest request, StreamObserver<UserPage> reply) {
            reply.onNext(ProtoUsers.toProto(service.listUser(request.getPage())));
            reply.onCompleted();
        }
    }
}
