package io.minirpc.gochat.check;

/**
 * The contents of a run's messages: each is unique, and whoever reads one back knows which message it was and whether a
 * single character is wrong. Thread-safe.
 *
 * @param run names the run, without spaces
 */
record Payloads(String run) {
    private static final int MAX_FILLING = 160;
    private static final int[] LETTERS =
            "abcdefghijklmnopqrstuvwxyz äöü€\"\\\n🍣".codePoints().toArray();

    /** Returns the content of a message; its number is at least 0. */
    String of(int number) {
        return run + " " + number + " " + filling(number);
    }

    /** Returns the number of the message with exactly this content, or -1. */
    int read(String content) {
        int space = content.indexOf(' ', run.length() + 1);
        if (!content.startsWith(run + " ") || space < 0) {
            return -1;
        }
        int number = number(content.substring(run.length() + 1, space));
        return number >= 0 && of(number).equals(content) ? number : -1;
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns a text that depends on the number only: a step of SplitMix64 for each letter. */
    private static String filling(int number) {
        long state = mix(number);
        int length = Math.floorMod(state, MAX_FILLING);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            state = mix(state);
            text.appendCodePoint(LETTERS[(int) Math.floorMod(state, (long) LETTERS.length)]);
        }
        return text.toString();
    }

    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
