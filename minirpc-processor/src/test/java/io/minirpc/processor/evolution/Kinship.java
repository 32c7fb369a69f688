package io.minirpc.processor.evolution;

/** The relation of two types, of which one side writes the one and the other side reads the other. */
enum Kinship {
    /** Values arrive, as far as both sides have the fields, constants and leaves. */
    SAME,
    /** Calls may fail. */
    OTHER,
    /**
     * JSON, which goes by names, reads one as the other: an array of bytes as a text, the fields of a message as the
     * entries of a map, or the fields of an only parameter as parameters. Only a lock can refuse that.
     */
    AMBIGUOUS;

    Kinship or(Kinship other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
