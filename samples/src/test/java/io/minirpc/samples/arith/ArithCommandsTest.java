package io.minirpc.samples.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.server.RpcServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands make of their arguments and of failures, without processes. */
class ArithCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format xml localhost:1",
                "--calls 0 localhost:1",
                "--calls many localhost:1",
                "--concurrency -1 localhost:1",
                "--concurrency 1001 localhost:1",
                "--operation sub localhost:1",
                "--no-such-option localhost:1",
                "localhost:1 localhost:2",
                "localhost",
                "localhost:",
                "localhost:http",
                "localhost:0",
                "localhost:65536",
                ":7000",
                "[]:7000",
                "::1:7000",
                "",
                "--etcd localhost:2379",
                "--etcd http://localhost:2379 localhost:1",
                "--etcd http://localhost:2379 --balancer fastest",
                "--etcd http://localhost:2379 --keys 10",
                "--etcd http://localhost:2379 --balancer consistent-hash --keys 0",
                "--balancer round-robin localhost:1",
            })
    void theClientExplainsWrongUsage(String arguments) {
        int exitCode = run(ArithClient.commandLine(), arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Usage: arith-client").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 65536",
                "--port -1",
                "--port http",
                "--host",
                "7000",
                "--etcd localhost:2379",
                "--etcd http://localhost:2379 --weight -1",
                "--etcd http://localhost:2379 --weight 1000001",
                "--weight 10",
                "--version 1.0",
            })
    void theServerExplainsWrongUsage(String arguments) {
        assertThat(run(ArithServer.commandLine(), arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: arith-server").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--balancer fastest | \"fastest\" (expected: round-robin, weighted-round-robin, weighted-random,",
                "--balancer sticky  | consistent-hash, least-loaded)",
                "--balancer round-robin localhost:1 | --balancer: round-robin for one server (expected: together with --etcd)",
                "--etcd localhost   | --etcd: url: \"localhost\" (expected: http://host:port",
                "--calls 1          | neither HOST:PORT nor --etcd URL (expected: one of them)",
            })
    void messagesSayWhatWasSeenAndWhatIsExpected(String arguments, String message) {
        run(ArithClient.commandLine(), arguments.split(" "));

        assertThat(err.toString()).contains(message);
    }

    @Test
    void theClientSaysThatEtcdCannotBeReached() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        assertThat(run(ArithClient.commandLine(), "--etcd", "http://127.0.0.1:" + freePort))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("arith-client: cannot reach the registry: ")
                .contains("127.0.0.1:" + freePort)
                .hasLineCount(1);
    }

    @Test
    void theServerSaysThatThePortIsInUse() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(run(ArithServer.commandLine(), "--port", "" + socket.getLocalPort()))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).startsWith("arith-server: cannot listen on").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:", "[::1]:"})
    void theClientSaysThatNobodyListens(String host) throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        assertThat(run(ArithClient.commandLine(), host + freePort)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("arith-client: Arith.Add at " + host + freePort + ": cannot connect")
                .hasLineCount(1);
    }

    @Test
    void theClientCountsFailedCallsAndSaysWhatWasWrong() {
        try (RpcServer server = serve("127.0.0.1", new EveryThirdSumFails())) {
            String[] options = {"--calls", "300", "--operation", "add", "127.0.0.1:" + server.port()};
            assertThat(run(ArithClient.commandLine(), options)).isEqualTo(1);
        }
        assertThat(out.toString()).startsWith("200 ok, 100 failed, QPS ");
        assertThat(err.toString())
                .contains("50 x UNAVAILABLE: Arith.Add at ", ": out of chalk", " x wrong answer: -1 (");
    }

    @Test
    void theClientCallsAnAddressOfIpv6() throws Exception {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null, "no IPv6 here");
        try (RpcServer server = serve("::1", new ArithService())) {
            assertThat(run(ArithClient.commandLine(), "--calls", "10", "[::1]:" + server.port()))
                    .isZero();
        }
        assertThat(out.toString()).startsWith("10 ok, 0 failed, QPS ");
    }

    private int run(CommandLine command, String... arguments) {
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private static RpcServer serve(String host, Arith arith) {
        return RpcServer.builder()
                .address(host, 0)
                .add(ArithSkeleton.bind(arith))
                .build()
                .start();
    }

    /** Fails where A is a multiple of three, by an error or by a wrong answer. */
    private static final class EveryThirdSumFails implements Arith {
        private final Arith arith = new ArithService();

        @Override
        public Result add(Operands operands) {
            if (operands.a() % 6 == 0) {
                throw new RpcException(StatusCode.UNAVAILABLE, "out of chalk");
            }
            return operands.a() % 3 == 0 ? new Result(-1) : arith.add(operands);
        }

        @Override
        public Result mul(Operands operands) {
            return arith.mul(operands);
        }

        @Override
        public Result div(Operands operands) {
            return arith.div(operands);
        }

        @Override
        public Slept sleep(Nap nap) {
            return arith.sleep(nap);
        }

        @Override
        public Text echo(Text text) {
            return arith.echo(text);
        }
    }
}
