package io.minirpc.processor.evolution;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/** The names of everything in random schemas. They are few, so that a name often comes back as something else. */
final class Words {
    private static final List<String> MEMBERS = List.of(
            "alpha", "beta", "gamma", "delta", "zeta", "eta", "theta", "iota", "kappa", "sigma", "tau", "omega");
    private static final List<String> TYPES = List.of(
            "Apple", "Birch", "Cedar", "Daisy", "Elder", "Fern", "Grass", "Hazel", "Iris", "Juniper", "Larch", "Maple",
            "Nettle", "Olive", "Pine", "Quince", "Rose", "Spruce", "Thyme", "Willow");
    private static final List<String> METHODS = List.of("bake", "carry", "dig", "eat", "find", "give", "hide", "keep");

    private final Random random;

    Words(Random random) {
        this.random = random;
    }

    /** Returns the name of a field or parameter. */
    String member(Predicate<String> isTaken) {
        return pick(MEMBERS, isTaken);
    }

    String constant(Predicate<String> isTaken) {
        return member(isTaken).toUpperCase(Locale.ROOT);
    }

    String type(Predicate<String> isTaken) {
        return pick(TYPES, isTaken);
    }

    String method(Predicate<String> isTaken) {
        return pick(METHODS, isTaken);
    }

    private String pick(List<String> words, Predicate<String> isTaken) {
        for (int start = random.nextInt(words.size()), i = 0; ; i++) {
            String word = words.get((start + i) % words.size());
            String name = i < words.size() ? word : word + i / words.size();
            if (!isTaken.test(name)) {
                return name;
            }
        }
    }
}
