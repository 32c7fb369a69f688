package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.ScalarKind;

/** Questions about kinds that only their change raises. */
final class Kinds {
    private Kinds() {}

    /** Returns the kind without what makes no difference to peers: inside others, nothing is absent. */
    static Kind normal(Kind kind) {
        return kind instanceof Kind.Optional ? kind : part(kind);
    }

    private static Kind part(Kind kind) {
        if (kind instanceof Kind.Optional optional) {
            return optional.value();
        }
        if (kind instanceof Kind.ListOf list) {
            return new Kind.ListOf(part(list.element()));
        }
        if (kind instanceof Kind.SetOf set) {
            return new Kind.SetOf(part(set.element()));
        }
        if (kind instanceof Kind.MapOf map) {
            return new Kind.MapOf(part(map.key()), part(map.value()));
        }
        return kind instanceof Kind.Named named
                ? new Kind.Named(
                        named.name(),
                        named.arguments().stream().map(Kinds::part).toList())
                : kind;
    }

    /** Returns whether a kind has a zero that stands for what is absent. */
    static boolean hasZero(Kind kind) {
        return kind instanceof Kind.Scalar scalar && scalar.kind().isPrimitive();
    }

    /** Returns whether values are whole numbers that travel as plain varints. */
    static boolean isInteger(ScalarKind kind) {
        return kind.compareTo(ScalarKind.INT8) >= 0 && kind.compareTo(ScalarKind.INT64) <= 0;
    }

    /** Returns whether values travel as strings of a certain form. */
    static boolean isText(ScalarKind kind) {
        return kind.compareTo(ScalarKind.PERIOD) >= 0;
    }
}
