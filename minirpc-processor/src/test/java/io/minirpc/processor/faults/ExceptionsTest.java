package io.minirpc.processor.faults;

import org.junit.jupiter.api.Test;

/** Exceptions arrive as what they were. */
class ExceptionsTest {
    @Test
    void messagesAndPropertiesArriveAsTheyWere() throws Exception {
        Scenario.of("exceptions").run();
    }
}
