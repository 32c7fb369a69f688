package io.minirpc.codec;

import static io.minirpc.codec.Formats.bytes;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of the native format that somebody chose with care. */
class HostileNativeTest {
    private static final Codec<List<Integer>> INTS = Codecs.list(Codecs.INT32);
    private static final Codec<List<String>> STRINGS = Codecs.list(Codecs.STRING);
    private static final int FRAME = 4 << 20;

    @ParameterizedTest
    @CsvSource({
        "ffffffff0f, a length of 4294967295 bytes (expected: at most the 2 that are left)",
        "8080808008, a length of 2147483648 bytes",
        "ffffffff07, a length of 2147483647 bytes",
        "03, a length of 3 bytes (expected: at most the 2 that are left)",
        "ffffffffffffffffff01, a tag or length of 18446744073709551615 (expected: 32 bits)",
        "8080808080808080808000, a varint of more than 64 bits",
    })
    void lengthsThatLieAllocateNothing(String length, String message) {
        byte[] payload = bytes("0a" + length + "0000");
        for (Codec<?> codec : List.of(
                Codecs.STRING,
                Codecs.BYTES,
                INTS,
                STRINGS,
                Codecs.INT64_ARRAY,
                Codecs.INSTANT,
                Codecs.map(Codecs.STRING, Codecs.STRING),
                Codecs.list(CustomerCodec.INSTANCE))) {
            long allocated = ThreadMemory.allocatedBy(() -> assertThatThrownBy(() -> fromNative(codec, payload))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining(message));
            assertThat(allocated).isLessThan(1 << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", // field number 0
                "0200", // the same, with a length
                "0c", // the end of a group that has not begun
                "0e", // wire types that do not exist
                "0f",
                "13", // a group without an end
                "131b14", // within another
                "13000014", // a field number 0 within a group
                "130c", // the end of another group
                "80", // a tag cut off
                "ffffffffffffffffffff01", // a varint of 11 bytes
                "10ffffffffffffffffffff01",
                "15000000",
                "1100000000000000",
                "1205ffff",
            })
    void badTagsAreRefusedWhereverTheyStand(String tag) {
        byte[] payload = bytes(tag);
        for (Codec<?> codec : List.of(Codecs.STRING, CustomerCodec.INSTANCE, INTS, Codecs.NOTHING)) {
            assertThatThrownBy(() -> fromNative(codec, payload)).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void groupsAreSkipped() {
        assertThat(fromNative(Codecs.STRING, "1314 131b1c14 0a0161 13080114")).isEqualTo("a");
    }

    @Test
    void aKnownFieldOfAnotherWireTypeIsRefused() {
        assertThatThrownBy(() -> fromNative(CustomerCodec.INSTANCE, "1001"))
                .isInstanceOf(CodecException.class)
                .hasMessage("field 2: a varint (expected: a length and its bytes) (in Customer)");
        assertThatThrownBy(() -> fromNative(CustomerCodec.INSTANCE, "0d00000000"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("field 1: 4 bytes (expected: a varint)");
        assertThatThrownBy(() -> fromNative(INTS, "0d00000000")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(Codecs.INT32_ARRAY, "0d00000000")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(STRINGS, "0801")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> fromNative(Codecs.map(Codecs.STRING, Codecs.STRING), "0801"))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void aFailureSaysWhereItIs() {
        Customer customer = Customer.reportedBy(List.of(Customer.of(Customer.named("x"))));
        byte[] payload = toNative(CustomerCodec.INSTANCE, customer);
        payload[payload.length - 1] = (byte) 0xff;
        assertThatThrownBy(() -> fromNative(CustomerCodec.INSTANCE, payload))
                .isInstanceOf(CodecException.class)
                .hasMessage("field 2: a string that is not UTF-8"
                        + " (in Customer > field 21, message > field 20, Customer)");
    }

    @Test
    void messagesNestedTooDeepAreRefused() {
        byte[] payload = {};
        for (int i = 0; i < 100_000 && payload.length < 60_000; i++) {
            payload = concat(concat(bytes("a201"), varint(payload.length)), payload);
        }
        byte[] deep = payload;
        assertThatThrownBy(() -> fromNative(CustomerCodec.INSTANCE, deep))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested deeper than 64 levels");
    }

    @Test
    void groupsNestedTooDeepAreRefusedWhenSkipped() {
        byte[] groups = new byte[FRAME];
        Arrays.fill(groups, (byte) 0x1b);
        assertThatThrownBy(() -> fromNative(Codecs.STRING, groups))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested deeper than 64 levels");
    }

    @Test
    void moreElementsThanTheLimitAreRefusedBeforeTheyAreMade() {
        byte[] packed = concat(bytes("0a"), concat(varint(FRAME), new byte[FRAME]));
        assertRefusedCheaply(INTS, packed, 4 << 20);
        assertRefusedCheaply(Codecs.INT32_ARRAY, packed, 4 << 20);
        assertRefusedCheaply(Codecs.BOOL_ARRAY, packed, 4 << 20);
        byte[] empties = repeated("0a00", 65_537);
        assertRefusedCheaply(STRINGS, empties, 8 << 20);
        assertRefusedCheaply(Codecs.list(CustomerCodec.INSTANCE), empties, 32 << 20);
        assertRefusedCheaply(Codecs.array(Codecs.STRING, String[]::new), empties, 8 << 20);
        assertThat(fromNative(STRINGS, repeated("0a00", 65_536))).hasSize(65_536);
        assertRefusedCheaply(INTS, concat(bytes("8a80808008"), concat(varint(FRAME), new byte[FRAME])), 4 << 20);
    }

    @Test
    void aMillionCompanionsTogetherCostLinearTimeAndMemory() {
        byte[] empty = repeated("8a8080800800", 100_000);
        byte[] nulls = repeated("8a808080080100", 100_000);
        byte[] far = repeated("8a8080800803ffff03", 70_000);
        byte[] longs = concat(bytes("0a808004"), concat(new byte[65_536], repeated("8a8080800800", 100_000)));
        for (byte[] payload : List.of(empty, nulls, far, longs)) {
            assertCheap(INTS, payload, 128L << 20);
            assertCheap(Codecs.set(Codecs.INT32), payload, 256L << 20);
            assertCheap(Codecs.array(Codecs.INT32, Integer[]::new), payload, 128L << 20);
            assertCheap(Codecs.INT64_ARRAY, payload, 32L << 20);
            assertCheap(Codecs.optional(Codecs.INT64_ARRAY), payload, 64L << 20);
            assertCheap(Codecs.map(Codecs.INT32, Codecs.INT32), payload, 32L << 20);
        }
    }

    @Test
    void arraysInManyPiecesCostLinearTimeAndMemory() {
        byte[] start = concat(bytes("0a808004"), new byte[65_535]);
        byte[] pieces = repeated("08011001", 500_000);
        byte[] emptyPieces = repeated("0a001001", 500_000);
        for (byte[] payload : List.of(pieces, concat(concat(start, new byte[1]), emptyPieces))) {
            assertCheap(Codecs.INT64_ARRAY, payload, 256L << 20);
            assertCheap(Codecs.array(Codecs.INT32, Integer[]::new), payload, 256L << 20);
        }
    }

    @Test
    void aWriterMayHaveManyListsWithNulls() {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            List<Integer> list = new ArrayList<>(java.util.Collections.nCopies(65_535, 1));
            list.add(null);
            lists.add(list);
        }
        assertThat(Formats.throughNative(Codecs.list(INTS), lists).equals(lists))
                .isTrue();
    }

    @Test
    void nullsAreCountedTogetherWithTheElements() {
        byte[] elements = concat(bytes("0a808004"), new byte[65_536]);
        assertThat(fromNative(INTS, elements)).hasSize(65_536);
        assertThatThrownBy(() -> fromNative(INTS, concat(elements, bytes("8a808080080100"))))
                .isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af",
                "e080af",
                "f08080af",
                "c1bf", // overlong
                "eda080",
                "edbfbf",
                "eda081edb081", // surrogates
                "f4908080",
                "f5808080",
                "ff",
                "fe", // beyond Unicode
                "80",
                "bf",
                "c3",
                "e4b8",
                "f09f98",
                "c328",
                "e4b828" // cut off or without a start
            })
    void stringsThatAreNotUtf8AreRefused(String text) {
        byte[] utf8 = bytes(text);
        assertThatThrownBy(() -> fromNative(Codecs.STRING, concat(new byte[] {0x0a, (byte) utf8.length}, utf8)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("not UTF-8");
        byte[] within = concat("plain text before".getBytes(), concat(utf8, "and behind".getBytes()));
        assertThatThrownBy(() -> fromNative(Codecs.STRING, concat(new byte[] {0x0a, (byte) within.length}, within)))
                .isInstanceOf(CodecException.class);
        assertThat(Utf8.isValid(within, 0, within.length)).isFalse();
    }

    @Test
    void hugeExponentsAreRefusedWithoutBeingComputed() {
        for (String number : List.of("1E+2147483647", "1E-2147483647", "1E+10001", "9".repeat(4_097))) {
            byte[] payload = toNative(Codecs.STRING, number);
            assertRefusedCheaply(Codecs.BIG_DECIMAL, payload, 1 << 20);
            assertRefusedCheaply(Codecs.BIG_INTEGER, payload, 1 << 20);
        }
    }

    @Test
    void whatAConstructorRefusesIsACodecExceptionFitForTheOtherSide() {
        Codec<Set<String>> picky = Codecs.collection(Codecs.STRING, () -> {
            throw new IllegalArgumentException("name: \"\n\u202e\" (expected: a word)");
        });
        assertThatThrownBy(() -> fromNative(picky, "0a0161"))
                .isInstanceOf(CodecException.class)
                .hasMessage("a value was refused: name: \\\"\\n\\u202e\\\" (expected: a word)");
        Codec<Map<String, String>> broken = Codecs.map(Codecs.STRING, Codecs.STRING, () -> {
            throw new IllegalStateException("a secret");
        });
        assertThatThrownBy(() -> fromNative(broken, "0a0161"))
                .isInstanceOf(CodecException.class)
                .hasMessage("a value was refused");
    }

    private static void assertRefusedCheaply(Codec<?> codec, byte[] payload, long maxAllocated) {
        long allocated = ThreadMemory.allocatedBy(
                () -> assertThatThrownBy(() -> fromNative(codec, payload)).isInstanceOf(CodecException.class));
        assertThat(allocated).isLessThan(maxAllocated);
    }

    /** Checks the price of bytes, whether they are refused or not. */
    private static void assertCheap(Codec<?> codec, byte[] payload, long maxAllocated) {
        long allocated = ThreadMemory.allocatedBy(() -> {
            try {
                fromNative(codec, payload);
            } catch (CodecException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        });
        assertThat(allocated).isLessThan(maxAllocated);
    }

    private static byte[] repeated(String hex, int times) {
        byte[] one = bytes(hex);
        byte[] all = new byte[one.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] varint(int value) {
        WireWriter out = new WireWriter();
        out.writeVarint32(value);
        return Arrays.copyOf(out.array(), out.size());
    }
}
