package io.minirpc.samples.arith;

import io.minirpc.discovery.Registry;
import io.minirpc.registry.etcd.EtcdRegistry;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where etcd is, for servers that announce themselves there and clients that look for them. */
final class EtcdOption {
    @Option(
            names = "--etcd",
            paramLabel = "URL",
            split = ",",
            description = "where servers are found: http://HOST:PORT of an etcd, or several with commas between")
    private List<String> urls = List.of();

    boolean isGiven() {
        return !urls.isEmpty();
    }

    /** Returns the registry, which the caller closes; wrong URLs are a matter of usage. */
    Registry registry(CommandLine command) {
        try {
            EtcdRegistry.Builder builder = EtcdRegistry.builder();
            urls.forEach(builder::url);
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--etcd: " + e.getMessage(), e);
        }
    }
}
