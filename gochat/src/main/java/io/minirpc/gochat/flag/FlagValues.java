package io.minirpc.gochat.flag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The values of flags, each of which was taken. Immutable. */
public final class FlagValues {
    private final Map<Flag<?>, List<?>> set;

    private FlagValues(Map<Flag<?>, List<?>> set) {
        this.set = set;
    }

    /** @throws IllegalArgumentException with a line for each value that is not taken */
    static FlagValues read(List<Flag<?>> flags, ParseResult parsed) {
        Map<Flag<?>, List<?>> set = new HashMap<>();
        List<String> faults = new ArrayList<>();
        for (Flag<?> flag : flags) {
            OptionSpec option = parsed.matchedOption(flag.name());
            if (option != null) {
                set.put(flag, values(flag, option.stringValues(), faults));
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        return new FlagValues(set);
    }

    private static <T> List<T> values(Flag<T> flag, List<String> texts, List<String> faults) {
        List<T> values = new ArrayList<>();
        for (String text : texts) {
            try {
                values.add(flag.kind().read(text));
            } catch (IllegalArgumentException e) {
                faults.add(flag.kind().fault(flag.name(), Kind.shown(text)));
            }
        }
        return values;
    }

    /** Returns whether the flag was set. */
    public boolean has(Flag<?> flag) {
        return set.containsKey(flag);
    }

    /** Returns the value of a flag that was set or has a fallback. */
    public <T> T of(Flag<T> flag) {
        return find(flag).orElseGet(() -> flag.kind().read(flag.fallback()));
    }

    /** Returns the value of a flag; empty where it was not set. */
    public <T> Optional<T> find(Flag<T> flag) {
        return all(flag).stream().findFirst();
    }

    /** Returns the values of a flag that may be repeated, in their order; empty where it was not set. */
    @SuppressWarnings("unchecked") // read() put them there
    public <T> List<T> all(Flag<T> flag) {
        return (List<T>) set.getOrDefault(flag, List.of());
    }
}
