// run: arith-client - calls an Arith server many times, checks the answers and measures: HOST:PORT [--help for options]
package io.minirpc.samples.arith;

import io.minirpc.RpcException;
import io.minirpc.client.JsonForm;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireCodec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls an {@link Arith} server, in any of the forms of the protocol. */
@Command(
        name = "arith-client",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Calls an Arith server, checks each answer and prints how many calls went well, and how fast.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every call was answered rightly", "1:some were not", "2:wrong usage"})
final class ArithClient implements Callable<Integer> {
    private static final int MAX_CONCURRENCY = 1_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "HOST:PORT", description = "the server", converter = ServerConverter.class)
    private HostAndPort server;

    @Option(
            names = "--codec",
            paramLabel = "C",
            description = "json, binary or native (default: native, and binary with a server that does not know it)")
    private WireCodec codec = WireCodec.NATIVE;

    @Option(
            names = "--envelope",
            paramLabel = "E",
            description = "which form JSON has: document or payload (default: document)")
    private JsonForm envelope = JsonForm.DOCUMENT;

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
        requireInRange("--calls", calls, Integer.MAX_VALUE - MAX_CONCURRENCY);
        requireInRange("--concurrency", concurrency, MAX_CONCURRENCY);
        try (RpcClient client = RpcClient.builder()
                .address(server.host(), server.port())
                .codec(codec)
                .envelope(envelope)
                .build()) {
            return call(new ArithStub(client));
        }
    }

    private int call(Arith arith) throws InterruptedException {
        try {
            operations.get(0).call(arith, 1); // connects, so that a wrong address is told once and not N times
        } catch (RpcException | Operation.WrongAnswerException e) {
            complain(e.getMessage());
            return 1;
        }
        Load.Outcome outcome = new Load(arith, operations, calls, concurrency).run(progress());
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
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 to " + max + ")");
        }
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
