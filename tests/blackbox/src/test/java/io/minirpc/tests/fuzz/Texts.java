package io.minirpc.tests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts with characters of every class, at lengths that matter. The same random numbers give the same texts. */
final class Texts {
    /** Lengths at the limits of wire fields and of names; in UTF-16 units. */
    private static final int[] EDGES = {0, 1, 63, 64, 127, 128, 255, 256, 257, 767, 768, 769, 8_191, 8_192, 8_193};

    private static final int[] LONG_EDGES = {16_383, 16_384, 32_767, 32_768, 65_534, 65_535, 65_536};

    private static final List<String> PHRASES = List.of(
            "\\u0000",
            "\\ud83d",
            "\\",
            "\"}",
            "{}",
            "[[",
            "%s%n",
            "${x}",
            "</a>",
            "\r\n\r\n",
            "mrp\u0001",
            "mrpx",
            "😀",
            "e\u0301",
            "Ä",
            "ß",
            "İ",
            "ﬀ",
            "null",
            "NaN",
            "-0",
            "1e999",
            "..",
            "__proto__",
            "👩‍👩‍👧",
            "\u200f\u202eabc");

    private static final List<int[]> RANGES = List.of(
            new int[] {0x20, 0x7e}, // ASCII
            new int[] {'a', 'z'},
            new int[] {0x00, 0x1f}, // controls
            new int[] {0x00, 0x00},
            new int[] {0x7f, 0x9f},
            new int[] {0x09, 0x0d},
            new int[] {0x22, 0x22}, // quotes and backslashes
            new int[] {0x5c, 0x5c},
            new int[] {0xa0, 0xff}, // Latin-1
            new int[] {0x80, 0x7ff}, // two bytes in UTF-8
            new int[] {0x800, 0xd7ff}, // three bytes
            new int[] {0x10000, 0x10ffff}, // four bytes
            new int[] {0x1f300, 0x1f64f},
            new int[] {0xd800, 0xdbff}, // halves of pairs
            new int[] {0xdc00, 0xdfff},
            new int[] {0xd800, 0xdfff},
            new int[] {0xfdd0, 0xfdef}, // no characters
            new int[] {0xfffe, 0xffff},
            new int[] {0x1fffe, 0x1ffff},
            new int[] {0x10fffe, 0x10ffff},
            new int[] {0xfeff, 0xfeff}, // byte order mark
            new int[] {0xfffd, 0xfffd},
            new int[] {0x300, 0x36f}, // combining
            new int[] {0x590, 0x6ff}, // right to left
            new int[] {0x200b, 0x200f},
            new int[] {0x202a, 0x202e},
            new int[] {0x2066, 0x2069},
            new int[] {0x2028, 0x2029}, // line separators
            new int[] {0x85, 0x85},
            new int[] {0xe000, 0xf8ff}, // private use
            new int[] {0xf0000, 0x10fffd});

    private final Random random;

    Texts(Random random) {
        this.random = random;
    }

    /** Returns a text of any length, most often a short one. */
    String any() {
        int lot = random.nextInt(1_000);
        if (lot < 5) {
            return ofLength(LONG_EDGES[random.nextInt(LONG_EDGES.length)]);
        }
        if (lot < 60) {
            return ofLength(EDGES[random.nextInt(EDGES.length)]);
        }
        return lot < 200 ? ofLength(random.nextInt(600)) : brief();
    }

    /** Returns a text at the limit of strings, which may be one unit too long. */
    String veryLong() {
        return ofLength((1 << 20) - 1 + random.nextInt(3));
    }

    /** Returns a text of at most 24 units. */
    String brief() {
        return ofLength(random.nextInt(25));
    }

    /** Returns a key of metadata, of characters that are allowed there. */
    String key() {
        String alphabet = "abcdefghijklmnopqrstuvwxyz0123456789._-";
        StringBuilder key = new StringBuilder("k");
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 250 : 12); i > 0; i--) {
            key.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return key.toString();
    }

    private String ofLength(int units) {
        StringBuilder text = new StringBuilder(units + 8);
        int classes = random.nextInt(4) == 0 ? RANGES.size() : 1 + random.nextInt(3);
        int first = random.nextInt(RANGES.size());
        while (text.length() < units) {
            if (random.nextInt(12) == 0) {
                text.append(PHRASES.get(random.nextInt(PHRASES.size())));
            }
            int[] range = RANGES.get((first + random.nextInt(classes) * 7) % RANGES.size());
            text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
        }
        text.setLength(units);
        return text.toString();
    }

    /** Returns whether a text has no half of a surrogate pair, so that UTF-8 can hold it. */
    static boolean isWellFormed(String text) {
        return replaced(text).equals(text);
    }

    /** Returns a text with a question mark for each half of a surrogate pair, as Java's UTF-8 has it. */
    static String replaced(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Returns the UTF-16 units, by which any text travels unchanged. */
    static int[] units(String text) {
        return text.chars().toArray();
    }

    static String ofUnits(int[] units) {
        StringBuilder text = new StringBuilder(units.length);
        for (int unit : units) {
            text.append((char) unit);
        }
        return text.toString();
    }

    /** Returns a text in ASCII, cut where it is long, for messages. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 120); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return "\"" + shown + (text.length() > 120 ? "…\" (" + text.length() + " units)" : "\"");
    }
}
