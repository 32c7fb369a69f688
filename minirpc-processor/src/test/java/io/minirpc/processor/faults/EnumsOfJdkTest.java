package io.minirpc.processor.faults;

import org.junit.jupiter.api.Test;

/** Enums of the JDK arrive as others do. */
class EnumsOfJdkTest {
    @Test
    void enumsOfTheJdkArrive() throws Exception {
        Scenario.of("enums-of-jdk").run();
    }
}
