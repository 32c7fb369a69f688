package io.minirpc.filter;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codecs;
import io.minirpc.filter.limit.RateLimitFilter;
import io.minirpc.filter.retry.HedgePolicy;
import io.minirpc.filter.retry.HedgingFilter;
import io.minirpc.filter.retry.RetryFilter;
import io.minirpc.filter.retry.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of single methods: by descriptor or by name, in all filters alike. */
class MethodSettingsTest {
    private static final MethodDescriptor<String, String> SAFE = MethodDescriptor.builder(
                    "Test", "Safe", Codecs.STRING, Codecs.STRING)
            .idempotent()
            .build();
    private static final MethodDescriptor<String, String> UNSAFE = FilterTesting.FIND;

    private static final RetryPolicy RETRY = RetryPolicy.ofMillis(2, 1, 1);
    private static final HedgePolicy HEDGE = HedgePolicy.ofMillis(1, 2);

    static Stream<Map.Entry<String, Consumer<String>>> byName() {
        return Stream.of(
                Map.entry("deadline", name -> DeadlineFilter.builder().method(name, Duration.ofSeconds(1))),
                Map.entry("fallback", name -> FallbackFilter.builder().method(name, (call, failure) -> "")),
                Map.entry("retry", name -> RetryFilter.builder().method(name, RETRY)),
                Map.entry("hedge", name -> HedgingFilter.builder().method(name, HEDGE)),
                Map.entry("rate", name -> RateLimitFilter.builder().method(name, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("byName")
    void nameOfAMethodIsCheckedWhenItIsSet(Map.Entry<String, Consumer<String>> setting) {
        for (String wrong : new String[] {"Safe", "Test.", ".Safe", ""}) {
            assertThatThrownBy(() -> setting.getValue().accept(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("method: \"" + wrong + "\" (expected: service and method, such as Arith.Add)");
        }
        assertThatCode(() -> setting.getValue().accept("Test.Safe")).doesNotThrowAnyException();
    }

    @Test
    void descriptorSetsWhatTheNameDoes() {
        assertThatCode(() -> {
                    DeadlineFilter.builder().method(SAFE, Duration.ofSeconds(1)).build();
                    RetryFilter.builder().method(SAFE, RETRY).build();
                    HedgingFilter.builder().method(SAFE, HEDGE).build();
                    RateLimitFilter.builder().method(SAFE, 1, 1).build();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void methodThatIsNotIdempotentCannotBeHedged() {
        assertThatThrownBy(() -> HedgingFilter.builder().method(UNSAFE, HEDGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("method: Test.Find (expected: one marked @Idempotent)");
    }
}
