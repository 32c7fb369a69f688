// run: arith-server - serves Arith to any implementation of the protocol: --port N [--host H]
package io.minirpc.samples.arith;

import io.minirpc.server.RpcServer;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves {@link Arith} until it is told to end. */
@Command(
        name = "arith-server",
        mixinStandardHelpOptions = true,
        description = "Serves Arith; prints LISTENING host:port when it can be called, and ends on SIGTERM.")
final class ArithServer implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "H", description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "port to listen on; 0, the default, picks a free one")
    private int port;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ArithServer());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port: " + port + " (expected: 0 to " + MAX_PORT + ")");
        }
        RpcServer server = RpcServer.builder()
                .host(host)
                .port(port)
                .add(ArithSkeleton.bind(new ArithService()))
                .build();
        try {
            server.start();
        } catch (UncheckedIOException e) {
            spec.commandLine().getErr().println("arith-server: " + e.getCause().getMessage());
            return 1;
        }
        drainOnSignal(server);
        PrintWriter out = spec.commandLine().getOut();
        out.println("LISTENING " + text(server.address()));
        out.flush();
        server.awaitTermination();
        return 0;
    }

    /**
     * Lets running calls end when the process is told to. A JVM that a signal ends exits with 128 plus its number,
     * however well its hooks did; sun.misc.Signal could tell otherwise, but is no API. So the hook, the only one here,
     * has the last word: what was asked for is done, which is 0.
     */
    private static void drainOnSignal(RpcServer server) {
        Thread drain = new Thread(
                () -> {
                    server.shutdown(DRAIN);
                    Runtime.getRuntime().halt(0);
                },
                "drain");
        Runtime.getRuntime().addShutdownHook(drain);
    }

    private static String text(InetSocketAddress address) {
        return new HostAndPort(address.getAddress().getHostAddress(), address.getPort()).toString();
    }
}
