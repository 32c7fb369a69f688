// run: arith-server - serves Arith to any implementation of the protocol: --port N [--host H] [--etcd URL]
package io.minirpc.samples.arith;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves {@link Arith} until it is told to end. */
@Command(
        name = "arith-server",
        sortOptions = false,
        description = "Serves Arith; prints LISTENING host:port when it can be called, and ends on SIGTERM.")
final class ArithServer implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int MAX_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "H", description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "port to listen on; 0, the default, picks a free one")
    private int port;

    @Mixin
    private final EtcdOption etcd = new EtcdOption();

    @Option(
            names = "--weight",
            paramLabel = "W",
            description = "how many calls to get, compared with other servers in etcd: 0 to " + Endpoint.MAX_WEIGHT
                    + " (default: " + Endpoint.DEFAULT_WEIGHT + ")")
    private @Nullable Integer weight;

    @Option(names = "--version", paramLabel = "V", description = "the version to announce in etcd (default: none)")
    private @Nullable String version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this, and end")
    @SuppressWarnings("UnusedVariable") // by picocli
    private boolean help;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ArithServer());
    }

    @Override
    public Integer call() throws InterruptedException {
        checkUsage();
        Registry registry = etcd.isGiven() ? etcd.registry(spec.commandLine()) : null;
        RpcServer server = server(registry);
        try {
            server.start();
        } catch (UncheckedIOException e) {
            spec.commandLine().getErr().println("arith-server: " + e.getMessage());
            close(registry);
            return 1;
        }
        drainOnSignal(server, registry);
        PrintWriter out = spec.commandLine().getOut();
        out.println("LISTENING " + text(server.address()));
        out.flush();
        server.awaitTermination();
        return 0;
    }

    private void checkUsage() {
        if (port < 0 || port > MAX_PORT) {
            throw wrongUsage("--port: " + port + " (expected: 0 to " + MAX_PORT + ")");
        }
        if (weight != null && (weight < 0 || weight > Endpoint.MAX_WEIGHT)) {
            throw wrongUsage("--weight: " + weight + " (expected: 0 to " + Endpoint.MAX_WEIGHT + ")");
        }
        if (!etcd.isGiven() && weight != null) {
            throw wrongUsage("--weight: " + weight + " without --etcd (expected: both, since etcd tells clients)");
        }
        if (!etcd.isGiven() && version != null) {
            throw wrongUsage("--version: " + version + " without --etcd (expected: both, since etcd tells clients)");
        }
    }

    private ParameterException wrongUsage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private RpcServer server(@Nullable Registry registry) {
        RpcServerBuilder builder = RpcServer.builder().address(host, port).add(ArithSkeleton.bind(new ArithService()));
        if (registry != null) {
            builder.registry(registry).advertise(this::advertised);
        }
        return builder.build();
    }

    private Endpoint advertised(Endpoint me) {
        Endpoint weighted = weight == null ? me : me.withWeight(weight);
        return version == null ? weighted : weighted.withVersion(version);
    }

    /**
     * Lets running calls end when the process is told to. A JVM that a signal ends exits with 128 plus its number,
     * however well its hooks did; sun.misc.Signal could tell otherwise, but is no API. So the hook, the only one here,
     * has the last word: what was asked for is done, which is 0.
     */
    private static void drainOnSignal(RpcServer server, @Nullable Registry registry) {
        Thread drain = new Thread(
                () -> {
                    server.shutdown(DRAIN);
                    close(registry);
                    Runtime.getRuntime().halt(0);
                },
                "drain");
        Runtime.getRuntime().addShutdownHook(drain);
    }

    private static void close(@Nullable Registry registry) {
        if (registry != null) {
            registry.close();
        }
    }

    private static String text(InetSocketAddress address) {
        return new HostAndPort(address.getAddress().getHostAddress(), address.getPort()).toString();
    }
}
