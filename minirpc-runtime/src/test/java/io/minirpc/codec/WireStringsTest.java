package io.minirpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strings in the native format beside what Java's strict decoder and its encoder make of the same. */
class WireStringsTest {
    /** Bytes at the edges of what UTF-8 allows, and whole characters of each size. */
    private static final int[][] PIECES = {
        {'a'},
        {'z'},
        {0x7f},
        {0x80},
        {0xbf},
        {0xc0},
        {0xc1},
        {0xc2},
        {0xdf},
        {0xe0},
        {0xed},
        {0xef},
        {0xf0},
        {0xf4},
        {0xf5},
        {0xff},
        {0x9f},
        {0xa0},
        {0x8f},
        {0x90},
        {0xc3, 0xa9},
        {0xe4, 0xbd, 0xa0},
        {0xe0, 0xa0, 0x80},
        {0xed, 0x9f, 0xbf},
        {0xef, 0xbf, 0xbd},
        {0xf0, 0x9f, 0x98, 0x80}
    };

    private static final int FIRST_CHARACTER = 20;

    private final Random random = new Random(1);

    @Test
    void bytesReadAsJavaReadsThemOrNotAtAll() {
        for (int i = 0; i < 200_000; i++) {
            byte[] text = bytes(i % 2 == 0 ? 0 : FIRST_CHARACTER);
            byte[] message = new byte[1 + text.length + i % 5]; // so that some end with the array, and some do not
            message[0] = (byte) text.length;
            System.arraycopy(text, 0, message, 1, text.length);
            WireReader in = new WireReader(message, 0, 1 + text.length, Limits.DEFAULT);
            try {
                String expected = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(text))
                        .toString();
                assertThat(in.readStringValue()).isEqualTo(expected);
                assertThat(written(expected)).isEqualTo(text);
            } catch (CharacterCodingException e) {
                assertThatExceptionOfType(CodecException.class)
                        .isThrownBy(in::readStringValue)
                        .withMessageContaining("not UTF-8");
            }
        }
    }

    @Test
    void lengthsOfAnySizeComeBack() {
        for (int length = 0; length < 400; length++) {
            for (String character : new String[] {"a", "é", "你", "😀"}) {
                String text = character.repeat(length);
                WireWriter out = WireWriter.borrow();
                out.writeStringValue(text);
                WireReader in = new WireReader(out.array(), 0, out.size(), Limits.DEFAULT);
                assertThat(in.readStringValue()).isEqualTo(text);
                assertThat(in.hasMore()).isFalse();
                out.release();
            }
        }
    }

    private byte[] bytes(int firstPiece) {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        for (int count = random.nextInt(10); count > 0; count--) {
            for (int each : PIECES[firstPiece + random.nextInt(PIECES.length - firstPiece)]) {
                bytes.put((byte) each);
            }
        }
        byte[] used = new byte[bytes.position()];
        bytes.flip().get(used);
        return used;
    }

    /** Returns the UTF-8 that is written for a string of less than 128 bytes. */
    private static byte[] written(String text) {
        WireWriter out = WireWriter.borrow();
        out.writeStringValue(text);
        byte[] bytes = new byte[out.size() - 1];
        System.arraycopy(out.array(), 1, bytes, 0, bytes.length);
        out.release();
        return bytes;
    }
}
