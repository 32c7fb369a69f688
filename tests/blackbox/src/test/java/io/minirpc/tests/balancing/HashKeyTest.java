package io.minirpc.tests.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.internal.Internals;
import io.minirpc.tests.balancing.Keyed.Suit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HashKeyTest {
    @Test
    void theArgumentIsTheKey() {
        assertThat(KeyedMethods.BY_TEXT.hashKey(new KeyedMethods.ByTextArgs(1, "alice")))
                .isEqualTo("alice");
        assertThat(KeyedMethods.BY_INT.hashKey(new KeyedMethods.ByIntArgs(-7))).isEqualTo("-7");
        assertThat(KeyedMethods.BY_CHAR.hashKey(new KeyedMethods.ByCharArgs('x')))
                .isEqualTo("x");
        assertThat(KeyedMethods.BY_BOOLEAN.hashKey(new KeyedMethods.ByBooleanArgs(true)))
                .isEqualTo("true");
        assertThat(KeyedMethods.BY_DOUBLE.hashKey(new KeyedMethods.ByDoubleArgs(1.5)))
                .isEqualTo("1.5");
        assertThat(KeyedMethods.BY_BIG_INTEGER.hashKey(new KeyedMethods.ByBigIntegerArgs(BigInteger.TEN)))
                .isEqualTo("10");
        assertThat(KeyedMethods.BY_BIG_DECIMAL.hashKey(new KeyedMethods.ByBigDecimalArgs(new BigDecimal("1.50"))))
                .isEqualTo("1.50");
        assertThat(KeyedMethods.BY_UUID.hashKey(new KeyedMethods.ByUuidArgs(new UUID(1, 2))))
                .isEqualTo("00000000-0000-0001-0000-000000000002");
        assertThat(KeyedMethods.FIND.hashKey(new KeyedMethods.FindArgs(10_000_000_007L)))
                .isEqualTo("10000000007");
    }

    @Test
    void theKeyOfAConstantIsItsName() {
        assertThat(KeyedMethods.BY_SUIT.hashKey(new KeyedMethods.BySuitArgs(Suit.SPADES)))
                .isEqualTo("SPADES");
    }

    @Test
    void nullIsNoKey() {
        assertThat(KeyedMethods.BY_TEXT.hashKey(new KeyedMethods.ByTextArgs(1, null)))
                .isNull();
        assertThat(KeyedMethods.BY_DOUBLE.hashKey(new KeyedMethods.ByDoubleArgs(null)))
                .isNull();
        assertThat(KeyedMethods.BY_SUIT.hashKey(new KeyedMethods.BySuitArgs(null)))
                .isNull();
    }

    @Test
    void methodsWithoutOneSaySo() {
        assertThat(Internals.get().hasHashKey(KeyedMethods.BY_TEXT)).isTrue();
        assertThat(Internals.get().hasHashKey(KeyedMethods.BY_NOTHING)).isFalse();
        assertThat(KeyedMethods.BY_NOTHING.hashKey(new KeyedMethods.ByNothingArgs("text")))
                .isNull();
        assertThat(Internals.get().hasHashKey(KeyedMethods.NONE)).isFalse();
    }
}
