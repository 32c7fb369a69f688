package io.minirpc.tests.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Codecs need the runtime's jar and Jackson, neither Netty nor a logger. */
class CodecsWithoutNettyTest {
    @Test
    void runtimeAndJacksonAreEnough() throws Exception {
        assertThat(ClassPath.withoutNetty().without("slf4j").run(CodecProgram.class, List.of()))
                .containsExactly(
                        "Greeting[name=you, at=1970-01-01T00:00:00Z]",
                        "Greeting[name=you, at=1970-01-01T00:00:00Z]",
                        "[{\"name\":\"you\",\"at\":\"1970-01-01T00:00:00Z\"}]");
    }
}
