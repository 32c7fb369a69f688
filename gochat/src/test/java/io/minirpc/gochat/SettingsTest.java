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
        "registrations, 0, 1 to 1000000",
        "origins, chat.example.org, 'addresses such as https://chat.example.org, separated by commas'",
        "proxies, example.org, 'IP addresses, separated by commas'"
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
    void fileThatCannotBeReadIsAFault(@TempDir Path folder) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> SettingsReader.read(Map.of(), Map.of(), folder.resolve("missing")))
                .withMessageContaining("config: cannot read " + folder.resolve("missing"));
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("gochat.properties"), text);
    }
}
