package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Exception cause = new Exception("refused");

    @Test
    void attemptsGoOnWhileThereIsTime() {
        Patience patience = new Patience("a server that answers");
        assertThatNoException().isThrownBy(() -> patience.pause("nobody answers", cause));
    }

    @Test
    void lastErrorSaysWhatWasTriedAndForHowLong() {
        Patience patience = new Patience("a server that answers", Duration.ZERO);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> patience.pause("nobody answers", cause))
                .withMessage("nobody answers (expected: a server that answers; tried for 0 s)")
                .withCause(cause);
    }
}
