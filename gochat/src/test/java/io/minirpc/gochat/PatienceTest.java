package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void lastErrorSaysWhatWasTriedAndForHowLong() {
        Exception cause = new Exception("refused");
        Patience patience = new Patience("a server that answers", Duration.ZERO);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> patience.pause("nobody answers", cause))
                .withMessage("nobody answers (expected: a server that answers; tried for 0 s)")
                .withCause(cause);
    }
}
