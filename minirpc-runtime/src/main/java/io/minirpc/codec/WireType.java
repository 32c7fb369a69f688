package io.minirpc.codec;

/** The wire types of Protocol Buffers, as its encoding guide numbers them, and what this format adds. */
final class WireType {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    /**
     * Added to a collection's field number, gives its companion: a field that says which elements are null, and by
     * being there that the collection is empty rather than null. Readers that don't know it skip it.
     */
    static final int COMPANION = 1 << 28;

    /** What {@link #COMPANION} is in a tag, behind the three bits of the wire type: the sign bit. */
    static final int COMPANION_TAG = COMPANION << 3;

    private WireType() {}

    static String describe(int type) {
        return switch (type) {
            case VARINT -> "a varint";
            case FIXED64 -> "8 bytes";
            case LENGTH -> "a length and its bytes";
            case START_GROUP, END_GROUP -> "a group";
            case FIXED32 -> "4 bytes";
            default -> "wire type " + type;
        };
    }
}
