package io.minirpc.processor;

import java.util.Collection;

/** Guesses what was meant where a name is missing and a similar one is there. */
final class Spelling {
    /** Names further apart than this many letters are not taken for misspellings of each other. */
    private static final int MAX_DISTANCE = 2;

    private Spelling() {}

    /** Returns {@code " (did you mean …?)"}, or nothing. */
    static String hint(String missing, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.equals(missing) && distance(missing, candidate) <= MAX_DISTANCE)
                .sorted()
                .findFirst()
                .map(candidate -> " (did you mean " + candidate + "?)")
                .orElse("");
    }

    /** Returns the Levenshtein distance: how many letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
