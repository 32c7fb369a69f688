package io.minirpc.codec;

import static io.minirpc.codec.Formats.fromJson;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.throughJson;
import static io.minirpc.codec.Formats.throughNative;
import static io.minirpc.codec.Formats.toJson;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Elements of sets and keys of maps that somebody chose to have one hash code. */
class HashCollisionsTest {
    private static final int MANY = 60_000;

    @Test
    void manyElementsOfOneHashAreRefused() {
        List<Period> periods = collidingPeriods(MANY);
        byte[] bytes = toNative(Codecs.list(Codecs.PERIOD), periods);
        String json = toJson(Codecs.list(Codecs.PERIOD), periods);
        assertRefused(() -> fromNative(Codecs.set(Codecs.PERIOD), bytes));
        assertRefused(() -> fromJson(Codecs.set(Codecs.PERIOD), json));
        assertThat(fromNative(Codecs.list(Codecs.PERIOD), bytes)).hasSize(MANY);
    }

    @Test
    void elementsOfOneHashInManyPiecesAreRefused() {
        byte[] bytes = toNative(Codecs.list(Codecs.PERIOD), collidingPeriods(2_000));
        byte[] pieces = new byte[2 * bytes.length];
        int size = 0;
        for (int i = 0; i < bytes.length; ) {
            int length = 2 + bytes[i + 1];
            System.arraycopy(bytes, i, pieces, size, length);
            i += length;
            size += length;
            pieces[size++] = 0x10; // field 2, unknown, between any two
            pieces[size++] = 0;
        }
        byte[] payload = Arrays.copyOf(pieces, size);
        assertRefused(() -> fromNative(Codecs.set(Codecs.PERIOD), payload));
    }

    @Test
    void manyKeysOfOneHashAreRefused() {
        Map<Period, Boolean> map = new LinkedHashMap<>();
        collidingPeriods(1_000).forEach(period -> map.put(period, true));
        Codec<Map<Period, Boolean>> codec = Codecs.map(Codecs.PERIOD, Codecs.BOOL);
        assertRefused(() -> throughNative(codec, map));
        assertRefused(() -> throughJson(codec, map));
    }

    @Test
    void aFewElementsOfOneHashAreTaken() {
        Set<Period> few = new LinkedHashSet<>(collidingPeriods(256));
        assertThat(throughNative(Codecs.set(Codecs.PERIOD), few)).isEqualTo(few);
        assertThat(throughJson(Codecs.set(Codecs.PERIOD), few)).isEqualTo(few);
    }

    @Test
    void oneElementManyTimesIsOne() {
        List<Period> same = java.util.Collections.nCopies(1_000, Period.ZERO);
        assertThat(fromNative(Codecs.set(Codecs.PERIOD), toNative(Codecs.list(Codecs.PERIOD), same)))
                .hasSize(1);
        assertThat(fromJson(Codecs.set(Codecs.PERIOD), toJson(Codecs.list(Codecs.PERIOD), same)))
                .hasSize(1);
    }

    @Test
    void ordinarySetsAreTakenWhateverTheirSize() {
        Set<LocalDateTime> times = IntStream.range(0, 65_536)
                .mapToObj(i -> LocalDateTime.of(2024, 1, 1, 0, 0).plusSeconds(i * 37L))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(throughNative(Codecs.set(Codecs.LOCAL_DATE_TIME), times)).isEqualTo(times);
    }

    @Test
    void stringsOfOneHashAreTakenSinceTheyAreFoundByTheirOrder() {
        Set<String> strings = new LinkedHashSet<>();
        for (int i = 0; i < 1 << 12; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            strings.add(text.toString());
        }
        assertThat(strings.stream().mapToInt(String::hashCode).distinct().count())
                .isOne();
        assertThat(throughNative(Codecs.set(Codecs.STRING), strings)).isEqualTo(strings);
        Codec<TreeSet<String>> sorted = Codecs.collection(Codecs.STRING, TreeSet::new);
        assertThat(throughJson(sorted, new TreeSet<>(strings))).hasSize(1 << 12);
    }

    private static List<Period> collidingPeriods(int count) {
        List<Period> periods = IntStream.range(0, count)
                .mapToObj(i -> Period.of(-256 * i, i, 0))
                .toList();
        assertThat(periods.stream().mapToInt(Period::hashCode).distinct().count())
                .isOne();
        return periods;
    }

    private static void assertRefused(Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("more than 256 elements with one hash code");
    }
}
