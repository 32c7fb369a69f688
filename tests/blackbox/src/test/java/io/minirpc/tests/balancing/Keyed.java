package io.minirpc.tests.balancing;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcInterface;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Methods whose calls have hash keys of all kinds. */
@RpcInterface
interface Keyed extends Finder<Long> {
    void byText(int other, @HashKey @Nullable String key);

    void byInt(@HashKey int key);

    void byChar(@HashKey char key);

    void byBoolean(@HashKey boolean key);

    void byDouble(@HashKey @Nullable Double key);

    void byBigInteger(@HashKey BigInteger key);

    void byBigDecimal(@HashKey BigDecimal key);

    void byUuid(@HashKey UUID key);

    void bySuit(@HashKey @Nullable Suit key);

    void byNothing(String text);

    void none();

    /** Keys whose names tell more than their texts. */
    enum Suit {
        HEARTS,
        SPADES;

        @Override
        public String toString() {
            return "a suit";
        }
    }
}
