package io.minirpc.codec;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The codecs of those types of java.time that travel as numbers; the rest are texts. */
@SuppressWarnings({"JavaInstantGetSecondsGetNano", "JavaLocalDateTimeGetNano", "JavaDurationGetSecondsGetNano"
}) // both parts are sent
final class TimeCodecs {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private TimeCodecs() {}

    static final class Date extends ScalarCodec<LocalDate> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(LocalDate value, WireWriter out) {
            out.writeVarint64(WireWriter.zigZag(value.toEpochDay()));
        }

        @Override
        LocalDate readValue(WireReader in) {
            long day = in.readSint64Value();
            try {
                return LocalDate.ofEpochDay(day);
            } catch (DateTimeException e) {
                throw outOfRange("a date of day " + day, e);
            }
        }

        @Override
        String toText(LocalDate value) {
            return value.toString();
        }

        @Override
        LocalDate fromText(String text) {
            return IsoTexts.date(text);
        }

        @Override
        String name() {
            return "LocalDate";
        }
    }

    static final class TimeOfDay extends ScalarCodec<LocalTime> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(LocalTime value, WireWriter out) {
            out.writeVarint64(value.toNanoOfDay());
        }

        @Override
        LocalTime readValue(WireReader in) {
            long nanos = in.readVarint64();
            try {
                return LocalTime.ofNanoOfDay(nanos);
            } catch (DateTimeException e) {
                throw outOfRange("a time of day of " + nanos + " ns", e);
            }
        }

        @Override
        String toText(LocalTime value) {
            return value.toString();
        }

        @Override
        LocalTime fromText(String text) {
            return LocalTime.parse(text);
        }

        @Override
        String name() {
            return "LocalTime";
        }
    }

    static final class YearNumber extends ScalarCodec<Year> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Year value, WireWriter out) {
            out.writeVarint64(value.getValue());
        }

        @Override
        Year readValue(WireReader in) {
            int year = in.readInt32Value();
            try {
                return Year.of(year);
            } catch (DateTimeException e) {
                throw outOfRange("year " + year, e);
            }
        }

        @Override
        public void writeJson(Year value, JsonWriter out) {
            out.writeInt64Value(value.getValue());
        }

        @Override
        public @Nullable Year readJson(JsonReader in) {
            return parse(in.readNumberText(name()));
        }

        @Override
        String toText(Year value) {
            return value.toString();
        }

        @Override
        Year fromText(String text) {
            return Year.of(Integer.parseInt(text));
        }

        @Override
        String name() {
            return "Year";
        }
    }

    static final class Timestamp extends SecondsAndNanos<Instant> {
        @Override
        long seconds(Instant value) {
            return value.getEpochSecond();
        }

        @Override
        int nanos(Instant value) {
            return value.getNano();
        }

        @Override
        Instant of(long seconds, int nanos) {
            return Instant.ofEpochSecond(seconds, nanos);
        }

        @Override
        Instant fromText(String text) {
            return Instant.parse(text);
        }

        @Override
        String name() {
            return "Instant";
        }
    }

    static final class DateTime extends SecondsAndNanos<LocalDateTime> {
        @Override
        long seconds(LocalDateTime value) {
            return value.toEpochSecond(ZoneOffset.UTC);
        }

        @Override
        int nanos(LocalDateTime value) {
            return value.getNano();
        }

        @Override
        LocalDateTime of(long seconds, int nanos) {
            return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
        }

        @Override
        LocalDateTime fromText(String text) {
            return IsoTexts.dateTime(text);
        }

        @Override
        String name() {
            return "LocalDateTime";
        }
    }

    /** Java counts the nanoseconds up from the second below, protobuf gives both numbers the same sign. */
    static final class Span extends SecondsAndNanos<Duration> {
        @Override
        long seconds(Duration value) {
            return isBetweenNegativeSeconds(value) ? value.toSeconds() + 1 : value.toSeconds();
        }

        @Override
        int nanos(Duration value) {
            return isBetweenNegativeSeconds(value) ? value.getNano() - NANOS_PER_SECOND : value.getNano();
        }

        @Override
        Duration of(long seconds, int nanos) {
            return Duration.ofSeconds(seconds, nanos);
        }

        @Override
        Duration fromText(String text) {
            return Duration.parse(text);
        }

        @Override
        String name() {
            return "Duration";
        }

        private static boolean isBetweenNegativeSeconds(Duration value) {
            return value.isNegative() && value.getNano() > 0;
        }
    }

    /** The layout of protobuf's Timestamp and Duration: 1 is the seconds, an int64, and 2 the nanoseconds, an int32. */
    private abstract static class SecondsAndNanos<T> extends ScalarCodec<T> {
        abstract long seconds(T value);

        abstract int nanos(T value);

        abstract T of(long seconds, int nanos);

        @Override
        final int wireType() {
            return WireType.LENGTH;
        }

        @Override
        final void writeValue(T value, WireWriter out) {
            int mark = out.beginLength();
            out.writeInt64(1, seconds(value));
            out.writeInt32(2, nanos(value));
            out.endLength(mark);
        }

        @Override
        final T readValue(WireReader in) {
            int outer = in.beginLength();
            long seconds = 0;
            int nanos = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> seconds = in.readInt64();
                    case 2 -> nanos = in.readInt32();
                    default -> in.skipField();
                }
            }
            in.endLength(outer);
            try {
                return of(seconds, nanos);
            } catch (DateTimeException | ArithmeticException e) {
                throw outOfRange("a " + name() + " of " + seconds + " s and " + nanos + " ns", e);
            }
        }

        @Override
        final String toText(T value) {
            return value.toString();
        }
    }

    /** Adds the sign of a year of more than four digits, which ISO 8601 and the parser want and toString forgets. */
    static String toText(YearMonth value) {
        String text = value.toString();
        return value.getYear() > 9_999 && text.charAt(0) != '+' ? '+' + text : text;
    }

    private static CodecException outOfRange(String what, RuntimeException cause) {
        return new CodecException(what + " (expected: one in the range of its type)", cause);
    }
}
