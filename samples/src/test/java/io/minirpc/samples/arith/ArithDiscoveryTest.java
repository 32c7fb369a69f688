package io.minirpc.samples.arith;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.localservers.EtcdServer;
import io.minirpc.samples.Program;
import io.minirpc.tests.servers.RequiresEtcd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers and clients as processes that know nothing of each other but etcd. */
@RequiresEtcd
class ArithDiscoveryTest {
    private static final String KEYS = "/mini-rpc/Arith/";

    private static EtcdServer etcd;
    private static Program light;
    private static Program heavy;
    private static String lightAddress;
    private static String heavyAddress;

    @BeforeAll
    static void start() throws Exception {
        etcd = EtcdServer.start();
        light = Program.start("arith.ArithServer", "--etcd", etcd.url());
        heavy = Program.start("arith.ArithServer", "--etcd", etcd.url(), "--weight", "30", "--version", "1.1");
        lightAddress = light.listening();
        heavyAddress = heavy.listening();
    }

    @AfterAll
    static void stop() {
        light.close();
        heavy.close();
        etcd.close();
    }

    @Test
    void serversAnnounceTheirWeightAndVersion() throws Exception {
        Map<String, String> entries = etcd.control().list(KEYS);

        assertThat(entries.get(KEYS + lightAddress)).contains("\"Weight\":10");
        assertThat(entries.get(KEYS + heavyAddress)).contains("\"Weight\":30", "\"Version\":\"1.1\"");
    }

    @ParameterizedTest
    @EnumSource
    void callsAreSpreadAndCounted(Spread spread) throws Exception {
        try (Program client = clientBalancing(spread.toString())) {
            List<String> lines = client.lines();

            assertThat(client.exitCode()).as(client::errors).isZero();
            assertThat(client.errors()).isEmpty();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).startsWith("2000 ok, 0 failed, QPS ");
            long toLight = count(lines, lightAddress, "weight 10");
            long toHeavy = count(lines, heavyAddress, "weight 30, version 1.1");
            assertThat(toLight + toHeavy).isEqualTo(2001); // one is to connect
            assertThat(toLight).isPositive();
            assertThat(toHeavy).isPositive();
        }
    }

    @Test
    void theHeavierServerGetsMoreCalls() throws Exception {
        try (Program client = clientBalancing("weighted-round-robin")) {
            List<String> lines = client.lines();
            assertThat(count(lines, heavyAddress, "weight 30, version 1.1"))
                    .isGreaterThan(2 * count(lines, lightAddress, "weight 10"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // has no SIGTERM
    void aServerThatIsTerminatedLeavesEtcd() throws Exception {
        try (Program server = Program.start("arith.ArithServer", "--etcd", etcd.url(), "--weight", "0")) {
            String address = server.listening();
            assertThat(etcd.control().get(KEYS + address)).contains("\"Weight\":0");

            server.terminate();

            assertThat(server.exitCode()).isZero();
            assertThat(server.errors()).isEmpty();
            assertThat(etcd.control().get(KEYS + address)).isNull();
        }
    }

    private static Program clientBalancing(String balancer) {
        String[] options = {"--etcd", etcd.url(), "--balancer", balancer, "--calls", "2000", "--concurrency", "8"};
        return Program.start("arith.ArithClient", options);
    }

    /** Returns how many calls went to an address, as the client says. */
    private static long count(List<String> lines, String address, String description) {
        String line = lines.stream()
                .filter(one -> one.startsWith(address + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing of " + address + " in " + lines));
        assertThat(line).matches(".* \\d+ calls +\\d+\\.\\d %  " + description);
        return Long.parseLong(line.substring(address.length()).strip().split(" ")[0]);
    }
}
