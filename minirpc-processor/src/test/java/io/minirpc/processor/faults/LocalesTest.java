package io.minirpc.processor.faults;

import org.junit.jupiter.api.Test;

/** Locales arrive as what they were or are refused. */
class LocalesTest {
    @Test
    void localesBeyondTheirTagAreRefused() throws Exception {
        Scenario.of("locales").run();
    }
}
