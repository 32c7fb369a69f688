package io.minirpc.processor;

import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.ScalarKind;

/** The encodings of {@code int} and {@code long}, which no other kind of values has. */
final class Encodings {
    private Encodings() {}

    static boolean apply(ScalarKind kind) {
        return kind == ScalarKind.INT32 || kind == ScalarKind.INT64;
    }

    /** Returns the kind in an encoding, or as it is where it has none. */
    static ScalarKind encoded(ScalarKind kind, Encoding encoding) {
        if (!apply(kind)) {
            return kind;
        }
        boolean isInt = kind == ScalarKind.INT32;
        return switch (encoding) {
            case VARINT -> kind;
            case ZIGZAG -> isInt ? ScalarKind.SINT32 : ScalarKind.SINT64;
            case FIXED -> isInt ? ScalarKind.SFIXED32 : ScalarKind.SFIXED64;
        };
    }
}
