package io.minirpc.codec;

import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a writer must not send is refused where it is written, before much memory is spent. */
class WritingLimitsTest {
    private static final int FRAME = Limits.DEFAULT.maxFrameBytes();

    @Test
    void aMessageLargerThanAFrameIsRefused() {
        List<byte[]> tooMuch = Collections.nCopies(5, new byte[FRAME / 5]);
        Codec<List<byte[]>> codec = Codecs.list(Codecs.BYTES);
        assertTooLarge(() -> toNative(codec, tooMuch));
        assertTooLarge(() -> toJson(codec, tooMuch));
        List<String> strings = Collections.nCopies(5, "a".repeat(FRAME / 5));
        assertTooLarge(() -> toNative(Codecs.list(Codecs.STRING), strings));
        assertTooLarge(() -> toJson(Codecs.list(Codecs.STRING), strings));
    }

    @Test
    void oneValueLargerThanAFrameIsRefusedBeforeItIsCopied() {
        byte[] huge = new byte[32 << 20];
        assertThat(ThreadMemory.allocatedBy(() -> assertTooLarge(() -> toNative(Codecs.BYTES, huge))))
                .isLessThan(1 << 20);
        assertThat(ThreadMemory.allocatedBy(() -> assertTooLarge(() -> toJson(Codecs.BYTES, huge))))
                .isLessThan(4L * FRAME);
    }

    @Test
    void theLimitOfAFrameIsExact() {
        byte[] fits = new byte[FRAME - 5]; // a tag and four bytes of length
        assertThat(toNative(Codecs.BYTES, fits)).hasSize(FRAME);
        assertTooLarge(() -> toNative(Codecs.BYTES, new byte[FRAME - 4]));
        Limits small = Limits.builder().maxFrameBytes(10).build();
        assertThat(NativeFormat.encode(Codecs.STRING, "a".repeat(8), small)).hasSize(10);
        assertThatThrownBy(() -> NativeFormat.encode(Codecs.STRING, "a".repeat(9), small))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than 10 bytes");
        assertThat(JsonFormat.encode(Codecs.STRING, "a".repeat(8), small)).hasSize(10);
        assertThatThrownBy(() -> JsonFormat.encode(Codecs.STRING, "a".repeat(9), small))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than 10 bytes");
    }

    @Test
    void aCycleOfObjectsIsRefused() {
        List<Customer> reports = new ArrayList<>();
        Customer cycle = Customer.reportedBy(reports);
        reports.add(cycle);
        assertThatThrownBy(() -> toNative(CustomerCodec.INSTANCE, cycle))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested deeper than 64 levels; a cycle of objects cannot be sent");
        assertThatThrownBy(() -> toJson(CustomerCodec.INSTANCE, cycle)).isInstanceOf(CodecException.class);
    }

    @Test
    void aFailureLeavesNothingBehindForTheNextMessage() {
        byte[] expected = toNative(CustomerCodec.INSTANCE, new RandomValues(5).customer(1));
        aCycleOfObjectsIsRefused();
        assertTooLarge(() -> toNative(Codecs.BYTES, new byte[FRAME]));
        assertThat(toNative(CustomerCodec.INSTANCE, new RandomValues(5).customer(1)))
                .isEqualTo(expected);
        assertThatCode(() -> toJson(CustomerCodec.INSTANCE, Customer.NOBODY)).doesNotThrowAnyException();
    }

    @Test
    void halfASurrogatePairIsRefused() {
        for (String text : List.of("\ud800", "a\udc00", "\udc00\ud800", "\ud83d\ud83d\ude00")) {
            assertThatThrownBy(() -> toNative(Codecs.STRING, text))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("half a surrogate pair at index");
            assertThatThrownBy(() -> toJson(Codecs.STRING, text)).isInstanceOf(CodecException.class);
            assertThatThrownBy(() -> toJson(Codecs.map(Codecs.STRING, Codecs.STRING), Map.of(text, "")))
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    void aGetterThatFailsIsACodecExceptionWithoutItsMessage() {
        Map<String, String> broken = new HashMap<>() {
            @Override
            public int size() {
                throw new IllegalStateException("a secret");
            }

            @Override
            public boolean isEmpty() {
                throw new IllegalStateException("a secret");
            }
        };
        Codec<Map<String, String>> codec = Codecs.map(Codecs.STRING, Codecs.STRING);
        assertThatThrownBy(() -> toNative(codec, broken))
                .isInstanceOf(CodecException.class)
                .hasMessage("a value was refused")
                .hasRootCauseMessage("a secret");
        assertThatThrownBy(() -> toJson(codec, broken))
                .isInstanceOf(CodecException.class)
                .hasMessage("a value was refused");
    }

    @Test
    void lengthsOfOneToFourBytesAreWrittenInTheirPlace() {
        for (int length : new int[] {0, 1, 41, 42, 43, 126, 127, 128, 5_461, 5_462, 16_383, 16_384, 699_050}) {
            for (String text : List.of("a".repeat(length), "é".repeat(length), "中".repeat(length))) {
                assertThat(Formats.throughNative(Codecs.STRING, text)).isEqualTo(text);
                if (length < 20_000) {
                    List<List<String>> nested = List.of(List.of(text), List.of(text, text));
                    assertThat(Formats.throughNative(Codecs.list(Codecs.list(Codecs.STRING)), nested))
                            .isEqualTo(nested);
                }
            }
        }
    }

    @Test
    void limitsSayWhatIsWrongAndWhatIsExpected() {
        assertThatThrownBy(() -> Limits.builder().maxDepth(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDepth: 0 (expected: 1 to 256)");
        assertThatThrownBy(() -> Limits.builder().maxFrameBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDeepestNestingAllowedFitsOnAStackOfOneMegabyte() throws Exception {
        Limits deep = Limits.builder().maxDepth(256).build();
        Customer customer = Customer.NOBODY;
        for (int i = 1; i < 128; i++) {
            customer = Customer.reportedBy(List.of(customer));
        }
        Customer deepest = customer;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable roundTrips = () -> {
            byte[] bytes = NativeFormat.encode(CustomerCodec.INSTANCE, deepest, deep);
            NativeFormat.decode(CustomerCodec.INSTANCE, bytes, 0, bytes.length, deep);
            byte[] json = JsonFormat.encode(CustomerCodec.INSTANCE, deepest, deep);
            JsonFormat.decode(CustomerCodec.INSTANCE, json, 0, json.length, deep);
        };
        Thread thread = new Thread(null, roundTrips, "deep", 1 << 20);
        thread.setUncaughtExceptionHandler((where, what) -> failure.set(what));
        thread.start();
        thread.join();
        assertThat(failure).hasNullValue();
    }

    private static void assertTooLarge(Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("the message has more than " + FRAME + " bytes, the limit of a frame");
    }
}
