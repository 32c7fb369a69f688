package io.minirpc.codec;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Parses dates and times of the form that {@code toString} gives, {@code 2026-02-28T23:59:59.123}; everything else that
 * ISO 8601 allows is left to java.time, whose parser is made for any format: with it a user of three dates took twice
 * as long to read as JSON.
 */
final class IsoTexts {
    private static final int DATE_CHARS = 10;
    private static final int SECONDS_CHARS = 19;
    private static final int NANO_DIGITS = 9;
    private static final int NOT_DIGITS = -1;

    private IsoTexts() {}

    static LocalDate date(String text) {
        return isDate(text, text.length()) ? dateAt(text) : LocalDate.parse(text);
    }

    static LocalDateTime dateTime(String text) {
        int length = text.length();
        if (length < SECONDS_CHARS
                || !isDate(text, DATE_CHARS)
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return LocalDateTime.parse(text);
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_CHARS);
        int nanos = length == SECONDS_CHARS ? 0 : nanos(text, length);
        if (hour == NOT_DIGITS || minute == NOT_DIGITS || second == NOT_DIGITS || nanos == NOT_DIGITS) {
            return LocalDateTime.parse(text);
        }
        LocalDate date = dateAt(text);
        return LocalDateTime.of(
                date.getYear(), date.getMonthValue(), date.getDayOfMonth(), hour, minute, second, nanos);
    }

    private static boolean isDate(String text, int length) {
        return length == DATE_CHARS
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && digits(text, 0, 4) != NOT_DIGITS
                && digits(text, 5, 7) != NOT_DIGITS
                && digits(text, 8, DATE_CHARS) != NOT_DIGITS;
    }

    private static LocalDate dateAt(String text) {
        return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, DATE_CHARS));
    }

    private static int nanos(String text, int length) {
        int fraction = length - SECONDS_CHARS - 1;
        if (text.charAt(SECONDS_CHARS) != '.' || fraction < 1 || fraction > NANO_DIGITS) {
            return NOT_DIGITS;
        }
        int nanos = digits(text, SECONDS_CHARS + 1, length);
        for (int i = fraction; nanos != NOT_DIGITS && i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Returns the number that ASCII digits stand for, or NOT_DIGITS where there is anything else. */
    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_DIGITS;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
