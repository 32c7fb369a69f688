package io.minirpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Enums of another version than the one that their codecs were compiled against. */
class EnumCodecTest {
    /** The enum as it is when the program runs; older code knows it as SWEET, BITTER, SALTY. */
    private enum Taste {
        SOUR,
        SALTY,
        SWEET
    }

    private static final ScalarCodec<Taste> OLD = Codecs.enumeration(Taste.class, "SWEET", "BITTER", "SALTY");
    private static final ScalarCodec<Taste> OWN = Codecs.enumeration(
            Taste.class, new String[] {"SWEET", "BITTER", "SALTY"}, new int[] {7, 8, 9}, new String[] {"s", "b", "sa"});

    @Test
    void constantKeepsTheNumberThatItHadWhenItsCodecWasCompiled() {
        assertThat(OLD.toBytes(Taste.SWEET)).isEqualTo(new byte[] {8, 0});
        assertThat(OLD.toBytes(Taste.SALTY)).isEqualTo(new byte[] {8, 2});
        assertThat(OLD.fromBytes(new byte[] {8, 2})).isEqualTo(Taste.SALTY);
        assertThat(OWN.toBytes(Taste.SALTY)).isEqualTo(new byte[] {8, 9});
        assertThat(OWN.fromBytes(new byte[] {8, 9})).isEqualTo(Taste.SALTY);
        assertThat(OWN.toJson(Taste.SALTY)).isEqualTo("\"sa\"");
    }

    @Test
    void constantThatTheEnumHasNoMoreReadsAsUnknown() {
        assertThat(Codecs.list(OLD).fromBytes(new byte[] {10, 3, 0, 1, 2})).containsExactly(Taste.SWEET, Taste.SALTY);
        assertThat(Codecs.list(OWN).fromJson("[\"s\",\"b\",\"sa\"]")).containsExactly(Taste.SWEET, Taste.SALTY);
    }

    @Test
    void constantThatTheCodecDoesNotKnowIsNotWritten() {
        String expected = "the constant SOUR of Taste, which was not there when its codec was compiled"
                + " (remedy: compile what uses it again)";
        assertThatThrownBy(() -> OLD.toBytes(Taste.SOUR))
                .isInstanceOf(CodecException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> OLD.toJson(Taste.SOUR))
                .isInstanceOf(CodecException.class)
                .hasMessage(expected);
        assertThat(Codecs.list(OLD).fromJson("[\"SOUR\"]")).isEmpty();
    }
}
