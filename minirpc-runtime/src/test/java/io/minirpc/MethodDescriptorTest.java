package io.minirpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.codec.Codecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodDescriptorTest {
    private static MethodDescriptor.Builder<Integer, Integer> add() {
        return MethodDescriptor.builder("Arith", "Add", Codecs.INT32, Codecs.INT32);
    }

    /** The vectors of docs/protocol.md. */
    @Test
    void idIsTheHashOfTheNameAndOfTheLayout() {
        assertThat(add().build().id()).isEqualTo(0x8c0976ba800bf370L);
        assertThat(add().layout("0123456789abcdef").build().id()).isEqualTo(0xa8af3aaa1ba30bf9L);
    }

    @Test
    void nameIsWithoutTheLayout() {
        assertThat(add().layout("0123456789abcdef").build()).hasToString("Arith.Add");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"})
    void layoutOfAnotherFormIsRefused(String hash) {
        assertThatThrownBy(() -> add().layout(hash))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layout: \"" + hash + "\" (expected: 16 hexadecimal digits in lower case)");
    }
}
