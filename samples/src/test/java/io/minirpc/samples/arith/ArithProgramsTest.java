package io.minirpc.samples.arith;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.RpcClient;
import io.minirpc.samples.Program;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server and client as processes. */
class ArithProgramsTest {
    private static Program server;
    private static String address;

    @BeforeAll
    static void startServer() {
        server = Program.start("arith.ArithServer", "--port", "0");
        address = server.listening();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "binary", "json", "json_payload"})
    void everyCallIsAnsweredInEveryForm(String format) throws Exception {
        String[] options = {"--format", format, "--calls", "1000", "--concurrency", "8", address};
        try (Program client = Program.start("arith.ArithClient", options)) {
            assertThat(client.lines())
                    .singleElement()
                    .asString()
                    .matches("1000 ok, 0 failed, QPS \\d+ \\(p50 \\d+\\.\\d\\d ms, p99 \\d+\\.\\d\\d ms\\)");
            assertThat(client.exitCode()).isZero();
            assertThat(client.errors()).isEmpty();
        }
    }

    @Test
    void wrongUsageIsToldWithExitCodeTwo() throws Exception {
        try (Program client = Program.start("arith.ArithClient", "--format", "xml", address)) {
            assertThat(client.exitCode()).isEqualTo(2);
            assertThat(client.lines()).isEmpty();
            assertThat(client.errors()).contains("'--format'", "Usage: arith-client");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // has no SIGTERM
    void aCallThatRunsWhenTheServerIsTerminatedIsAnswered() throws Exception {
        try (Program program = Program.start("arith.ArithServer");
                RpcClient client = connect(program.listening())) {
            CompletableFuture<Arith.Slept> nap = client.call(ArithMethods.SLEEP, new Arith.Nap(500));
            new ArithStub(client).echo(new Arith.Text("requests are read in order, so the nap has begun"));

            program.terminate();

            assertThat(nap.join()).isEqualTo(new Arith.Slept(500));
            assertThat(program.exitCode()).isZero();
            assertThat(program.errors()).isEmpty();
        }
    }

    private static RpcClient connect(String address) {
        HostAndPort server = HostAndPort.parse(address);
        return RpcClient.forAddress(server.host(), server.port());
    }
}
