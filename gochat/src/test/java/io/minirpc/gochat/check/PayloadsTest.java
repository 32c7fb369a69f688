package io.minirpc.gochat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private final Payloads payloads = new Payloads("run7");

    @Test
    void eachContentIsUniqueAndKnowsItsNumber() {
        Set<String> contents = new HashSet<>();
        for (int number = 0; number < 10_000; number++) {
            String content = payloads.of(number);
            assertThat(payloads.read(content)).isEqualTo(number);
            assertThat(contents.add(content)).isTrue();
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(content);
        }
    }

    @Test
    void otherContentHasNoNumber() {
        String content = payloads.of(12);
        assertThat(payloads.read(content + "x")).isEqualTo(-1);
        assertThat(payloads.read(content.replace("12", "13"))).isEqualTo(-1);
        assertThat(payloads.read(new Payloads("run8").of(12))).isEqualTo(-1);
        assertThat(payloads.read("")).isEqualTo(-1);
        assertThat(payloads.read("run7 99999999999 x")).isEqualTo(-1);
        assertThat(payloads.read("run7 -1 x")).isEqualTo(-1);
    }
}
