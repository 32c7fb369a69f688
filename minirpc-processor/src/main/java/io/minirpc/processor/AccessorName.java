package io.minirpc.processor;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a getter or setter.
 *
 * @param prefix {@code get}, {@code is} or {@code set}
 * @param rest what follows: {@code URL} in {@code getURL}
 */
record AccessorName(String prefix, String rest) {
    /** Returns null where a method's name does not have the prefix, as {@code settle} has not. */
    static @Nullable AccessorName of(String method, String prefix) {
        boolean isPrefixed = method.startsWith(prefix) && isProperty(method.substring(prefix.length()));
        return isPrefixed ? new AccessorName(prefix, method.substring(prefix.length())) : null;
    }

    /** Returns whether a text begins as properties do: {@code Axis}, or {@code xAxis} as Eclipse has it. */
    private static boolean isProperty(String rest) {
        return !rest.isEmpty() && (!Character.isLowerCase(rest.charAt(0)) || beginsWithOneLowerCase(rest));
    }

    private static boolean beginsWithOneLowerCase(String rest) {
        return rest.length() > 1 && Character.isLowerCase(rest.charAt(0)) && Character.isUpperCase(rest.charAt(1));
    }

    /** Returns the name of the property where no field tells how it is spelt. */
    String property() {
        return Names.lowerFirst(rest);
    }

    /** Returns the fields that the accessor may belong to, the likeliest first. */
    List<String> fields() {
        boolean isAbbreviation =
                rest.length() > 1 && Character.isUpperCase(rest.charAt(0)) && Character.isUpperCase(rest.charAt(1));
        String oneLowerCase = rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
        return isAbbreviation ? List.of(rest, property(), oneLowerCase) : List.of(oneLowerCase, property(), rest);
    }
}
