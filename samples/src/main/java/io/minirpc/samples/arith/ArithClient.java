// run: arith-client - calls Arith servers, checks the answers and measures: HOST:PORT or --etcd URL (--help for more)
package io.minirpc.samples.arith;

import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.client.WireFormat;
import io.minirpc.discovery.Registry;
import io.minirpc.discovery.RegistryException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls an {@link Arith} server, or those that etcd knows, in any of the forms of the protocol. */
@Command(
        name = "arith-client",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Calls an Arith server, or those in etcd; checks each answer and prints how many calls went well, how"
                        + " fast, and where they went.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every call was answered rightly", "1:some were not", "2:wrong usage"})
final class ArithClient implements Callable<Integer> {
    private static final int MAX_CONCURRENCY = 1_000;
    private static final int MAX_KEYS = 1_000_000;
    private static final int DEFAULT_KEYS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "HOST:PORT",
            arity = "0..1",
            description = "the server, where --etcd does not say where servers are",
            converter = ServerConverter.class)
    private @Nullable HostAndPort server;

    @Mixin
    private final EtcdOption etcd = new EtcdOption();

    @Option(
            names = "--balancer",
            paramLabel = "NAME",
            converter = Spread.Converter.class,
            description = "how calls are spread over the servers in etcd: round-robin, weighted-round-robin,"
                    + " weighted-random, consistent-hash or least-loaded (default: least-loaded)")
    private @Nullable Spread balancer;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "how many different keys calls have, for consistent-hash (default: " + DEFAULT_KEYS + ")")
    private @Nullable Integer keys;

    @Option(
            names = "--format",
            paramLabel = "F",
            description =
                    "native, binary, json or json_payload (default: native, and binary with a server that does not support"
                            + " it)")
    private WireFormat format = WireFormat.NATIVE;

    @Option(names = "--calls", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int calls = 10_000;

    @Option(names = "--concurrency", paramLabel = "N", description = "how many at a time (default: ${DEFAULT-VALUE})")
    private int concurrency = 32;

    @Option(
            names = "--operation",
            paramLabel = "OP",
            split = ",",
            description = "add, mul, div, echo, or several with commas between (default: all in turn)")
    private List<Operation> operations = List.of(Operation.values());

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ArithClient()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        checkUsage();
        if (server != null) {
            try (RpcClient client =
                    builder().address(server.host(), server.port()).build()) {
                return callThrough(client);
            }
        }
        try (Registry registry = etcd.registry(spec.commandLine())) {
            return callThoseIn(registry);
        } catch (RegistryException e) {
            complain(e.getMessage());
            return 1;
        }
    }

    private int callThoseIn(Registry registry) throws InterruptedException {
        Spread spread = balancer == null ? Spread.LEAST_LOADED : balancer;
        CallCounts counts = new CallCounts();
        try (RpcClient client = builder()
                .registry(registry)
                .balancer(() -> counts.watch(spread.newBalancer()))
                .listener(counts)
                .build()) {
            int exitCode = callThrough(client);
            counts.print(
                    client.endpoints(ArithMethods.ADD.service()),
                    spec.commandLine().getOut());
            return exitCode;
        }
    }

    private RpcClientBuilder builder() {
        return RpcClient.builder().wireFormat(format);
    }

    private int callThrough(RpcClient client) throws InterruptedException {
        List<Arith> stubs = stubs(client);
        try {
            operations.get(0).call(stubs.get(0), 1); // connects, so that a wrong address is told once and not N times
        } catch (RpcException | Operation.WrongAnswerException e) {
            complain(e.getMessage());
            return 1;
        }
        Load.Outcome outcome = new Load(stubs, operations, calls, concurrency).run(progress());
        outcome.failures().forEach((why, times) -> complain(times + " x " + why));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d ok, %d failed, QPS %.0f (p50 %.2f ms, p99 %.2f ms)%n",
                outcome.ok(),
                outcome.failed(),
                outcome.qps(),
                outcome.p50Millis(),
                outcome.p99Millis());
        out.flush();
        return outcome.failed() == 0 ? 0 : 1;
    }

    /** Returns what to call through: one stub, or one for each key. */
    private List<Arith> stubs(RpcClient client) {
        if (balancer != Spread.CONSISTENT_HASH) {
            return List.of(new ArithStub(client));
        }
        return IntStream.range(0, keys == null ? DEFAULT_KEYS : keys)
                .<Arith>mapToObj(key -> new ArithStub(client.withHashKey("key-" + key)))
                .toList();
    }

    private void checkUsage() {
        requireInRange("--calls", calls, Integer.MAX_VALUE - MAX_CONCURRENCY);
        requireInRange("--concurrency", concurrency, MAX_CONCURRENCY);
        if ((server == null) != etcd.isGiven()) {
            String seen = server == null ? "neither HOST:PORT nor --etcd URL" : "HOST:PORT and --etcd URL";
            throw wrongUsage("the server: " + seen + " (expected: one of them)");
        }
        if (!etcd.isGiven() && balancer != null) {
            throw wrongUsage("--balancer: " + balancer + " for one server (expected: together with --etcd)");
        }
        if (keys != null) {
            requireInRange("--keys", keys, MAX_KEYS);
            if (balancer != Spread.CONSISTENT_HASH) {
                throw wrongUsage("--keys: " + keys + " with another balancer (expected: --balancer consistent-hash)");
            }
        }
    }

    private IntConsumer progress() {
        boolean isTerminal = Ansi.AUTO.enabled();
        return done -> {
            if (isTerminal) {
                System.err.printf(Locale.ROOT, "\r%,d of %,d calls\r", done, calls);
            }
        };
    }

    private void complain(@Nullable String what) {
        spec.commandLine().getErr().println("arith-client: " + what);
    }

    private void requireInRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw wrongUsage(option + ": " + value + " (expected: 1 to " + max + ")");
        }
    }

    private ParameterException wrongUsage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /** Makes what is wrong with the address a matter of usage. */
    static final class ServerConverter implements CommandLine.ITypeConverter<HostAndPort> {
        @Override
        public HostAndPort convert(String text) {
            try {
                return HostAndPort.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
