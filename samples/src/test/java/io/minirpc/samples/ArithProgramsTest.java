package io.minirpc.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minirpc.client.RpcClient;
import io.minirpc.samples.arith.Arith;
import io.minirpc.samples.arith.ArithMethods;
import io.minirpc.samples.arith.ArithStub;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithProgramsTest {
    private static Program server;
    private static String address;

    @BeforeAll
    static void startServer() {
        server = Program.start("arith.ArithServer", "--port", "0");
        address = listening(server);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"native, document", "binary, document", "json, document", "json, payload"})
    void everyCallIsAnsweredInEveryForm(String codec, String envelope) throws Exception {
        try (Program client =
                client(address, "--codec", codec, "--envelope", envelope, "--calls", "2000", "--concurrency", "8")) {
            assertThat(client.lines())
                    .singleElement()
                    .asString()
                    .matches("2000 ok, 0 failed, QPS \\d+ \\(p50 \\d+\\.\\d\\d ms, p99 \\d+\\.\\d\\d ms\\)");
            assertThat(client.exitCode()).isZero();
            assertThat(client.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--codec xml localhost:1",
                "--calls 0 localhost:1",
                "--calls many localhost:1",
                "--concurrency -1 localhost:1",
                "--no-such-option localhost:1",
                "localhost",
                "localhost:",
                "localhost:65536",
                ":7000",
                "::1:7000",
                "",
            })
    void wrongUsageOfTheClientIsToldWithExitCodeTwo(String arguments) throws Exception {
        try (Program client = client(arguments.isEmpty() ? new String[0] : arguments.split(" "))) {
            assertThat(client.exitCode()).isEqualTo(2);
            assertThat(client.lines()).isEmpty();
            assertThat(client.errors()).contains("Usage: arith-client").doesNotContain("\tat ");
        }
    }

    @Test
    void wrongUsageOfTheServerIsToldWithExitCodeTwo() throws Exception {
        try (Program program = Program.start("arith.ArithServer", "--port", "65536")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors()).contains("--port: 65536 (expected: 0 to 65535)", "Usage: arith-server");
        }
    }

    @Test
    void aPortInUseIsToldWithExitCodeOne() throws Exception {
        String port = address.substring(address.lastIndexOf(':') + 1);
        try (Program program = Program.start("arith.ArithServer", "--port", port)) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors())
                    .startsWith("arith-server: cannot listen on")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void anUnreachableServerIsToldWithExitCodeOne() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        try (Program client = client("127.0.0.1:" + freePort)) {
            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.lines()).isEmpty();
            assertThat(client.errors())
                    .startsWith("arith-client: Arith.Add at 127.0.0.1:" + freePort + ": ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void serverAndClientMeetOnIpv6() throws Exception {
        try (Program ipv6 = Program.start("arith.ArithServer", "--host", "::1")) {
            String first = ipv6.line();
            assumeTrue(first != null, "no IPv6 here");
            assertThat(first).startsWith("LISTENING [0:0:0:0:0:0:0:1]:");
            String port = first.substring(first.lastIndexOf(':') + 1);
            try (Program client = client("[::1]:" + port, "--calls", "10")) {
                assertThat(client.lines()).singleElement().asString().startsWith("10 ok, 0 failed");
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // has no SIGTERM
    void aCallThatRunsWhenTheServerIsTerminatedIsAnswered() throws Exception {
        try (Program program = Program.start("arith.ArithServer", "--port", "0");
                RpcClient client = connect(listening(program))) {
            CompletableFuture<Arith.Slept> nap = client.call(ArithMethods.SLEEP, new Arith.Nap(1_000));
            new ArithStub(client).echo(new Arith.Text("the server reads in order, so the nap has begun"));

            program.terminate();

            assertThat(nap.join()).isEqualTo(new Arith.Slept(1_000));
            assertThat(program.exitCode()).isZero();
            assertThat(program.errors()).isEmpty();
        }
    }

    private static Program client(String... arguments) {
        return Program.start("arith.ArithClient", arguments);
    }

    private static RpcClient connect(String address) {
        return RpcClient.connect("127.0.0.1", Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    /** Waits until a server says where it listens. */
    private static String listening(Program server) {
        String line = server.line();
        assertThat(line).as(server::errors).startsWith("LISTENING 127.0.0.1:");
        return line.substring("LISTENING ".length());
    }
}
