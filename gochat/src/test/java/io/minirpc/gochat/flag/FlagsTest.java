package io.minirpc.gochat.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static final Flag<Integer> RATE = Flag.number("--rate", "How many a second, 100 % of them.", "100", 1, 500);
    private static final Flag<Duration> TAIL = Flag.time("--tail", "How long.", "60s");
    private static final Flag<String> NAME = new Flag<>("--name", "NAME", "Who.", "", Kind.TEXT).repeated();
    private static final Flag<Boolean> JSON = Flag.toggle("--json", "As JSON.");

    private final Flags flags = new Flags("tool", "Does something.", List.of(RATE, TAIL, NAME, JSON), "The end.");

    private FlagValues read(String... arguments) {
        return Objects.requireNonNull(flags.read(arguments));
    }

    @Test
    void flagsThatAreNotSetHaveTheirFallbacks() {
        FlagValues values = read();
        assertThat(values.of(RATE)).isEqualTo(100);
        assertThat(values.of(TAIL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(values.find(RATE)).isEmpty();
        assertThat(values.all(NAME)).isEmpty();
        assertThat(values.has(JSON)).isFalse();
    }

    @Test
    void flagsThatAreSetHaveTheirValues() {
        FlagValues values = read("--rate", "1", "--name", "ada", "--tail=500ms", "--json", "--name", "bob");
        assertThat(values.of(RATE)).isEqualTo(1);
        assertThat(values.of(TAIL)).isEqualTo(Duration.ofMillis(500));
        assertThat(values.all(NAME)).containsExactly("ada", "bob");
        assertThat(values.has(JSON)).isTrue();
    }

    @Test
    void allFaultsAreToldAtOnceWithFlagValueAndExpectation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--rate", "501", "--tail", "soon\u0007"))
                .withMessage("--rate: \"501\" (expected: 1 to 500)" + System.lineSeparator()
                        + "--tail: \"soon?\" (expected: a time such as 60s or 500ms)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--rate", "many"))
                .withMessage("--rate: \"many\" (expected: 1 to 500)");
    }

    @Test
    void unknownFlagsAndRepetitionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--rat", "1"))
                .withMessageContaining("--rat")
                .withMessageEndingWith("(see --help)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("--rate", "1", "--rate", "2"))
                .withMessageContaining("--rate")
                .withMessageEndingWith("(see --help)");
    }

    @Test
    void helpShowsFlagsWithTheirFallbacks() {
        assertThat(flags.read("--help", "--rate", "1")).isNull();
        assertThat(flags.help())
                .contains("Usage: tool [-h]", "--rate=N", "100 % of them. Default: 100.", "--name=NAME", "The end.");
    }
}
