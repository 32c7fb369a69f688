package io.minirpc.samples.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.samples.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    @Test
    void showsEveryFilterAtWork() throws Exception {
        try (Program features = Program.start("features.Features")) {
            List<String> lines = features.lines();

            assertThat(features.exitCode()).isZero();
            assertThat(features.errors()).isEmpty();
            assertThat(lines)
                    .anyMatch(line -> line.contains("a soup, enjoy your meal"))
                    .anyMatch(line -> line.contains("cook(\"stew\")") && line.contains("DEADLINE_EXCEEDED"))
                    .anyMatch(line -> line.contains("that took 3 attempts"))
                    .anyMatch(line -> line.contains("that took 1 attempt:"))
                    .anyMatch(line -> line.contains("the slow one was cancelled"))
                    .anyMatch(line -> line.matches(" *price\\(\"soup\"\\) +\\d+ ms  6"))
                    .anyMatch(line -> line.contains("the breaker of Kitchen.cook is OPEN"))
                    .anyMatch(line -> line.contains("over the rate limit of 5.0 calls a second"))
                    .anyMatch(line -> line.contains("3 calls are in flight"))
                    .anyMatch(line -> line.contains("Ada wants to cook") && line.contains("PERMISSION_DENIED"))
                    .anyMatch(line -> line.contains("arguments=PayArgs[card=***, amount=7]"))
                    .anyMatch(line -> line.startsWith("         server Kitchen/cook"))
                    .anyMatch(
                            line -> line.endsWith("_count{code=\"UNAVAILABLE\",method=\"cook\",service=\"Kitchen\"} 4"))
                    .noneMatch(line -> line.contains("4000 1234"))
                    .noneMatch(line -> line.contains("${"))
                    .filteredOn(line -> line.matches("\\d+\\. .*"))
                    .hasSize(13);
        }
    }

    @Test
    void namesThatAreNoneAreSaid() throws Exception {
        try (Program features = Program.start("features.Features", "soup")) {
            assertThat(features.exitCode()).isEqualTo(2);
            assertThat(features.errors()).contains("no feature soup (expected: own, deadline, retry,");
        }
    }
}
