package io.minirpc.gochat.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.gochat.load.LoadSettings.SystemKind;
import org.junit.jupiter.api.Test;

class LoadFlagsTest {
    private final LoadFlags flags = new LoadFlags();

    @Test
    void allScenariosRunOnBothSystemsByDefault() {
        assertThat(flags.read("--all")).satisfies(settings -> {
            assertThat(settings.scenarios()).containsExactly(Scenario.values());
            assertThat(settings.systems()).containsExactly(SystemKind.PROCESS, SystemKind.CLUSTER);
            assertThat(settings.urls()).isEmpty();
        });
    }

    @Test
    void scenariosAreNamedByWords() {
        assertThat(flags.read("--scenarios", "one-to-one, idle"))
                .satisfies(settings ->
                        assertThat(settings.scenarios()).containsExactly(Scenario.ONE_TO_ONE, Scenario.IDLE));
        assertThatThrownBy(() -> flags.read("--scenarios", "chat"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--scenarios: \"chat\" (expected: some of connect, idle,");
    }

    @Test
    void scenariosHaveToBeChosenOneWay() {
        assertThatThrownBy(() -> flags.read())
                .hasMessageContaining("--scenarios: not set, and --all neither (expected: some of");
        assertThatThrownBy(() -> flags.read("--all", "--scenarios", "idle"))
                .hasMessageContaining("--scenarios: set beside --all");
    }

    @Test
    void sizesThatAScenarioHasNotAreNotSet() {
        LoadSettings settings = flags.read("--all", "--connections", "10", "--rate", "7", "--members", "3");
        assertThat(settings.size(Scenario.IDLE)).isEqualTo(new Size(10, 0, 10, 60, 0, 0));
        assertThat(settings.size(Scenario.GROUP)).isEqualTo(new Size(10, 7, 60, 30, 10, 3));
    }

    @Test
    void addressesOfTlsAreRefused() {
        assertThatThrownBy(() -> flags.read("--all", "--url", "wss://chat.example.org"))
                .hasMessageContaining("--url: \"wss://chat.example.org\" (expected: an address such as");
    }
}
