package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.hex;
import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Valid payloads, damaged: whatever comes is a value or a CodecException, at a bounded price. */
class MutationFuzzTest {
    private static final int CASES = 10_000;

    /** An empty list costs about this much for each byte it is written in; nothing may cost a multiple of it. */
    private static final int MAX_ALLOCATED_PER_BYTE = 400;

    /** What exceptions, buffers that are kept and the like may take besides. */
    private static final int MAX_ALLOCATED_ANYWAY = 1 << 20;

    /** Small ones, since they are read so often. */
    private static final List<byte[]> NATIVE = LongStream.range(0, 1_000)
            .mapToObj(seed -> toNative(CustomerCodec.INSTANCE, new RandomValues(seed).customer(1)))
            .filter(bytes -> bytes.length < 400)
            .limit(100)
            .toList();

    private static final List<byte[]> JSON = LongStream.range(0, 1_000)
            .mapToObj(seed -> toJson(CustomerCodec.INSTANCE, new RandomValues(seed).customer(1)))
            .map(json -> json.getBytes(StandardCharsets.UTF_8))
            .filter(bytes -> bytes.length < 800)
            .limit(100)
            .toList();

    /** Bytes that mean much: ends and starts of varints, tags, JSON's own characters. */
    private static final byte[] MEANINGFUL = {
        0, 1, 2, 7, 8, 0x0a, 0x0b, 0x0c, 0x7f, -128, -1, '"', '\\', '{', '}', '[', ']', ',', ':', 'u', 'e', '-', '9',
        ' '
    };

    private static final List<Codec<?>> CODECS = List.of(
            CustomerCodec.INSTANCE,
            Codecs.list(CustomerCodec.INSTANCE),
            Codecs.map(Codecs.STRING, Codecs.list(Codecs.INT32)),
            Codecs.array(Codecs.INSTANT, java.time.Instant[]::new),
            Codecs.optional(Codecs.map(Codecs.UUID, Codecs.DOUBLE_ARRAY)),
            Codecs.set(Codecs.ZONED_DATE_TIME));

    @Test
    void damagedNativePayloadsAreValuesOrCodecExceptions() {
        for (long seed = 0; seed < CASES; seed++) {
            RandomValues random = new RandomValues(seed);
            byte[] damaged = damaged(NATIVE.get(random.below(NATIVE.size())), random);
            for (Codec<?> codec : CODECS) {
                assertValueOrCodecException(() -> decodeAndEncode(codec, damaged), damaged, seed);
                if (random.below(3) > 0) {
                    break;
                }
            }
        }
    }

    @Test
    void damagedJsonIsAValueOrACodecException() {
        for (long seed = 0; seed < CASES; seed++) {
            RandomValues random = new RandomValues(seed);
            byte[] damaged = damaged(JSON.get(random.below(JSON.size())), random);
            assertValueOrCodecException(() -> fromJson(CustomerCodec.INSTANCE, damaged), damaged, seed);
        }
    }

    @Test
    void noiseIsAValueOrACodecException() {
        for (long seed = 0; seed < CASES; seed++) {
            RandomValues random = new RandomValues(seed);
            byte[] noise = random.bytes();
            for (int i = 0; i < noise.length; i++) {
                if (random.flip()) {
                    noise[i] = MEANINGFUL[random.below(MEANINGFUL.length)];
                }
            }
            Codec<?> codec = CODECS.get(random.below(CODECS.size()));
            assertValueOrCodecException(() -> decodeAndEncode(codec, noise), noise, seed);
            assertValueOrCodecException(() -> fromJson(codec, noise), noise, seed);
        }
    }

    @Test
    void payloadsCutOffAnywhereAreCodecExceptionsOrShorter() {
        byte[] whole = NATIVE.get(3);
        byte[] json = JSON.get(3);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertValueOrCodecException(() -> fromNative(CustomerCodec.INSTANCE, cut), cut, length);
        }
        for (int length = 1; length < json.length; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            if (!isCodecException(() -> fromJson(CustomerCodec.INSTANCE, cut))) {
                fail("JSON cut off at " + length + " was read");
            }
        }
    }

    @Test
    void whatIsReadFromDamagedBytesCanBeWrittenAndReadAgain() {
        int values = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            RandomValues random = new RandomValues(seed);
            byte[] damaged = damaged(NATIVE.get(random.below(NATIVE.size())), random);
            Customer read;
            try {
                read = fromNative(CustomerCodec.INSTANCE, damaged);
            } catch (CodecException e) {
                continue;
            }
            values++;
            byte[] written = toNative(CustomerCodec.INSTANCE, read);
            assertThat(toNative(CustomerCodec.INSTANCE, fromNative(CustomerCodec.INSTANCE, written)))
                    .as("seed %d", seed)
                    .isEqualTo(written);
            if (!hasNullKeys(read)) {
                String json = toJson(CustomerCodec.INSTANCE, read);
                assertThat(toJson(CustomerCodec.INSTANCE, fromJson(CustomerCodec.INSTANCE, json)))
                        .as("through JSON, seed %d", seed)
                        .isEqualTo(json);
            }
        }
        assertThat(values).isGreaterThan(100);
    }

    private static boolean hasNullKeys(Customer customer) {
        return customer != null
                && (hasNullKey(customer.counters())
                        || hasNullKey(customer.friends())
                        || hasNullKeys(customer.boss())
                        || customer.friends() != null
                                && customer.friends().values().stream().anyMatch(MutationFuzzTest::hasNullKeys)
                        || customer.reports() != null
                                && customer.reports().stream().anyMatch(MutationFuzzTest::hasNullKeys));
    }

    private static boolean hasNullKey(Map<?, ?> map) {
        return map != null && map.containsKey(null);
    }

    private static <T> void decodeAndEncode(Codec<T> codec, byte[] bytes) {
        toNative(codec, fromNative(codec, bytes));
    }

    private static byte[] damaged(byte[] whole, RandomValues random) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.below(3); times > 0 && bytes.length > 0; times--) {
            int at = random.below(bytes.length);
            int other = at + random.below(bytes.length - at);
            switch (random.below(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.below(8));
                case 1 -> bytes[at] = MEANINGFUL[random.below(MEANINGFUL.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = joined(bytes, 0, other, at, bytes.length); // a part twice
                case 4 -> bytes = joined(bytes, 0, at, other, bytes.length); // a part gone
                default -> Arrays.fill(bytes, at, Math.min(at + 10, other), (byte) -1);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int from1, int to1, int from2, int to2) {
        byte[] result = Arrays.copyOf(Arrays.copyOfRange(bytes, from1, to1), to1 - from1 + to2 - from2);
        System.arraycopy(bytes, from2, result, to1 - from1, to2 - from2);
        return result;
    }

    private static void assertValueOrCodecException(Runnable attempt, byte[] bytes, long seed) {
        long allocated = ThreadMemory.allocatedBy(() -> {
            try {
                attempt.run();
            } catch (CodecException e) {
                // as it should be
            } catch (Throwable e) {
                fail("seed " + seed + ", bytes " + hex(bytes), e);
            }
        });
        if (allocated > MAX_ALLOCATED_ANYWAY + (long) MAX_ALLOCATED_PER_BYTE * bytes.length) {
            fail("seed " + seed + ": " + allocated + " bytes allocated for " + bytes.length);
        }
    }

    private static boolean isCodecException(Runnable attempt) {
        try {
            attempt.run();
            return false;
        } catch (CodecException e) {
            return true;
        }
    }
}
