package io.minirpc.processor.lock;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The key of a line: that of its block, then its own name, then that of the parameter.
 *
 * @param block the wire name of a service, or the qualified name of a type
 * @param member empty for the block's first line
 * @param parameter empty for all but parameters
 */
public record Key(String block, String member, String parameter) {
    static Key of(String block) {
        return new Key(block, "", "");
    }

    /** Returns the key of a line inside, where this is that of a block or a method. */
    Key child(String name) {
        return member.isEmpty() ? new Key(block, name, "") : new Key(block, member, name);
    }

    /** Returns the key as {@code lock accept} takes it: {@code shop.Order.price}, {@code Bakery.bake.pieces}. */
    @Override
    public String toString() {
        return Arrays.asList(block, member, parameter).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }
}
