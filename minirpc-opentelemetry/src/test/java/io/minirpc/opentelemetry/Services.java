package io.minirpc.opentelemetry;

import io.minirpc.Filter;
import io.minirpc.MethodDescriptor;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.codec.Codecs;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import java.util.ArrayList;
import java.util.List;

/** Real servers and clients of services that take and return a text. */
final class Services implements AutoCloseable {
    private final List<AutoCloseable> open = new ArrayList<>();

    static MethodDescriptor<String, String> method(String service) {
        return MethodDescriptor.builder(service, "Get", Codecs.STRING, Codecs.STRING)
                .build();
    }

    RpcServer server(ServiceBinding binding, Filter... filters) {
        RpcServerBuilder builder = RpcServer.builder().address("127.0.0.1", 0).add(binding);
        List.of(filters).forEach(builder::filter);
        return closing(builder.build().start());
    }

    RpcClient client(RpcServer server, Filter... filters) {
        RpcClientBuilder builder = RpcClient.builder().address("127.0.0.1", server.port());
        List.of(filters).forEach(builder::filter);
        return closing(builder.build());
    }

    <T extends AutoCloseable> T closing(T closeable) {
        open.add(closeable);
        return closeable;
    }

    /** Closes everything, what was opened last first. */
    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
