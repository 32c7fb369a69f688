package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codecs;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodLayoutsTest {
    private final MethodLayouts layouts = new MethodLayouts();

    private static List<MethodDescriptor<Integer, Integer>> methods(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MethodDescriptor.builder("Test", "Method" + i, Codecs.INT32, Codecs.INT32)
                        .build())
                .toList();
    }

    @Test
    void methodsThatWereAnsweredAreKnownTogether() {
        List<MethodDescriptor<Integer, Integer>> methods = methods(20);
        assertThat(methods).noneMatch(layouts::areKnown);
        for (MethodDescriptor<Integer, Integer> method : methods) {
            layouts.know(method);
            layouts.know(method);
        }
        assertThat(methods).allMatch(layouts::areKnown);
    }

    @Test
    void methodsTakeTheirPlaceAgainAmongMany() {
        for (MethodDescriptor<Integer, Integer> method : methods(5_000)) {
            layouts.know(method);
            assertThat(layouts.areKnown(method)).isTrue();
        }
    }
}
