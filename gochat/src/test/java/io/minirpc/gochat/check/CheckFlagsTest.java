package io.minirpc.gochat.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.minirpc.gochat.check.CheckSettings.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckFlagsTest {
    private static final String URL = "ws://127.0.0.1:8080";

    private static CheckSettings read(String... arguments) {
        return Objects.requireNonNull(new CheckFlags().read(arguments));
    }

    @Test
    void gatewaysAreTakenInTheirOrder() {
        assertThat(read("--url", URL, "--url", "https://chat.example.org/page").urls())
                .containsExactly(URI.create(URL + "/"), URI.create("https://chat.example.org/"));
    }

    @Test
    void faultsAndTimesAreTaken() {
        CheckSettings settings =
                read("--url", URL, "--faults", "Slow, disconnect", "--tail", "5s", "--within", "500ms", "--seed", "-7");
        assertThat(settings.faults()).containsExactlyInAnyOrder(Fault.SLOW, Fault.DISCONNECT);
        assertThat(settings.tail()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.within()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.seed()).isEqualTo(-7);
        assertThat(read("--url", URL).faults()).isEmpty();
        assertThat(read("--url", URL).within()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--url    | ftp://there | an address such as ws://127.0.0.1:8080",
                "--users  | 1           | 2 to 10000",
                "--rate   | many        | 1 to 100000",
                "--faults | slow,none   | none, or some of disconnect, slow",
                "--tail   | 60          | a time such as 60s or 500ms",
                "--seed   | 1.5         | a whole number",
            })
    void errorNamesFlagValueAndExpectation(String flag, String value, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--url", URL, flag, value))
                .withMessage(flag + ": \"" + value + "\" (expected: " + expected + ")");
    }

    @Test
    void runNeedsAGateway() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--users", "5"))
                .withMessage("--url: not set (expected: an address such as ws://127.0.0.1:8080)");
    }
}
