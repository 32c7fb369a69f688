package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void everySettingHasADefaultThatIsTaken() throws Exception {
        Settings settings = SettingsReader.read(Map.of(), Map.of(), null);

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.sync()).isTrue();
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.data()).isAbsolute();
    }

    @Test
    void flagCountsMoreThanEnvironmentAndEnvironmentMoreThanFile(@TempDir Path folder) throws Exception {
        Path file = write(folder, "port = 1\nhost = one.example\norigins = https://one.example, https://two.example\n");

        Settings settings = SettingsReader.read(
                Map.of("port", "3"), Map.of("GOCHAT_PORT", "2", "GOCHAT_HOST", "two.example"), file);

        assertThat(settings.port()).isEqualTo(3);
        assertThat(settings.host()).isEqualTo("two.example");
        assertThat(settings.origins()).isEqualTo(List.of("https://one.example", "https://two.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "port, 65536, 0 to 65535",
        "port, many, 0 to 65535",
        "host, a b, a host name or an address",
        "sync, sometimes, full or process",
        "heartbeat, 51s, 1s to 50s",
        "heartbeat, 25, 1s to 50s",
        "drain, -1s, 0s to 600s",
        "demo, perhaps, yes or no",
        "otlp, collector:4318, 'http://HOST:PORT or https://HOST:PORT'",
        "registrations, 0, 1 to 1000000",
        "role, both, 'all, gateway or service'",
        "origins, chat.example.org, 'addresses such as https://chat.example.org, separated by commas'",
        "proxies, example.org, 'IP addresses or networks such as 10.0.0.0/8, separated by commas'",
        "proxies, 10.0.0.0/33, 'IP addresses or networks such as 10.0.0.0/8, separated by commas'"
    })
    void errorNamesSettingValueAndExpectation(String name, String value, String expected) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of(name, value), Map.of(), null))
                .withMessage(name + ": \"" + value + "\" from --" + name + " (expected: " + expected + ")");
    }

    @ParameterizedTest
    @CsvSource({"drain, 0s", "drain, 600s", "heartbeat, 1s", "heartbeat, 50s"})
    void everyTimeThatIsAllowedIsTakenByTheGateway(String name, String value) throws Exception {
        Settings settings = SettingsReader.read(Map.of(name, value), Map.of(), null);

        assertThatNoException().isThrownBy(() -> Server.gatewaySettings(settings));
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirSources(@TempDir Path folder) throws Exception {
        Path file = write(folder, "prot = 8080\ndemo = perhaps\n");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(
                        () -> SettingsReader.read(Map.of(), Map.of("GOCHAT_PORT", "x", "GOCHAT_HEARTBEET", "5s"), file))
                .withMessageContaining("\"prot\": no such setting, in " + file)
                .withMessageContaining("demo: \"perhaps\" from " + file + " (expected: yes or no)")
                .withMessageContaining("port: \"x\" from GOCHAT_PORT (expected: 0 to 65535)")
                .withMessageContaining("\"GOCHAT_HEARTBEET\": no such setting, in the environment (see --help)");
    }

    @Test
    void gatewayAndServiceAreToldAllTheyMustHave() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of("role", "gateway"), Map.of(), null))
                .withMessageContaining("redis: not set (expected: redis://")
                .withMessageContaining("etcd: not set (expected: http://")
                .withMessageNotContaining("mysql");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of("role", "service"), Map.of(), null))
                .withMessageContaining(
                        "mysql: not set (expected: mysql://USER:PASSWORD@HOST:PORT/DATABASE, with role" + " service)")
                .withMessageContaining("redis: not set")
                .withMessageContaining("etcd: not set");
    }

    @Test
    void settingsOfAnotherRoleAreRefusedWhereverTheyComeFrom(@TempDir Path folder) throws Exception {
        Path file = write(folder, "mysql = mysql://root@db/gochat\ndata = /tmp\n");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(
                        Map.of("role", "gateway", "redis", "redis://r", "etcd", "http://e:2379", "rpc-port", "1"),
                        Map.of("GOCHAT_REGISTRATIONS", "5"),
                        file))
                .withMessageContaining("mysql: set by " + file + " (expected: with role all or service only)")
                .withMessageContaining("data: set by " + file + " (expected: with role all only)")
                .withMessageContaining("rpc-port: set by --rpc-port (expected: with role service only)")
                .withMessageContaining(
                        "registrations: set by GOCHAT_REGISTRATIONS (expected: with role all or service only)");
    }

    @Test
    void folderIsRefusedBesideADatabaseServer() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() ->
                        SettingsReader.read(Map.of("mysql", "mysql://root@db/gochat", "data", "/tmp"), Map.of(), null))
                .withMessage("data: set by --data (expected: not with mysql)");
    }

    @Test
    void serviceThatOthersReachNeedsAToken() throws Exception {
        Map<String, String> flags = Map.of(
                "role",
                "service",
                "mysql",
                "mysql://root@db/gochat",
                "redis",
                "redis://r",
                "etcd",
                "http://e:2379",
                "rpc-host",
                "0.0.0.0");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(flags, Map.of(), null))
                .withMessageContaining("rpc-token: not set (expected: 16 to 1000 printable characters of ASCII, since"
                        + " others reach 0.0.0.0 and could act as any user)");
        assertThat(SettingsReader.read(flags, Map.of("GOCHAT_RPC_TOKEN", "0123456789abcdef"), null)
                        .port())
                .isZero();
    }

    @Test
    void secretsAreInNoMessage() throws Exception {
        Map<String, String> environment =
                Map.of("GOCHAT_RPC_TOKEN", "short secret", "GOCHAT_MYSQL", "mysq://root:secret@db/gochat");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of("role", "service"), environment, null))
                .withMessageContaining("rpc-token: its value from GOCHAT_RPC_TOKEN (expected: 16 to 1000")
                .withMessageContaining("mysql: its value from GOCHAT_MYSQL (expected: mysql://")
                .withMessageNotContaining("secret");
        assertThat(SettingsReader.read(Map.of("mysql", "mysql://root:secret@db/gochat"), Map.of(), null)
                        .toString())
                .doesNotContain("secret");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new CommandFlags().read(new String[] {"--rpc-token", "0123456789 secret"}, Map.of()))
                .withMessageContaining("GOCHAT_RPC_TOKEN in the environment")
                .withMessageNotContaining("secret");
    }

    @Test
    void certificatesComeWithTheirKeysAndAuthorities(@TempDir Path folder) throws Exception {
        String pem = write(folder, "").toString();

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(
                        Map.of("role", "gateway", "redis", "redis://r", "etcd", "http://e:2379", "rpc-cert", pem),
                        Map.of(),
                        null))
                .withMessageContaining("rpc-key: not set")
                .withMessageContaining("rpc-ca: not set");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of("role", "service", "rpc-ca", pem), Map.of(), null))
                .withMessageContaining("rpc-cert: not set");
    }

    @Test
    void fileThatCannotBeReadIsAFault(@TempDir Path folder) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of(), Map.of(), folder.resolve("missing")))
                .withMessageContaining("config: cannot read " + folder.resolve("missing"));
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("gochat.properties"), text);
    }
}
