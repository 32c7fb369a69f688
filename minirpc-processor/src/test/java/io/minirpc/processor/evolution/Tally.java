package io.minirpc.processor.evolution;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what was edited, refused, called and compared. */
final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, int count) {
        counts.merge(what, count, Integer::sum);
    }

    int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    /** Returns how many names start so. */
    int kinds(String prefix) {
        return (int)
                counts.keySet().stream().filter(what -> what.startsWith(prefix)).count();
    }

    /** Returns the sum of all counts whose names start so. */
    int total(String prefix) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, count) -> text.append(String.format("%8d %s%n", count, what)));
        return text.toString();
    }
}
