package io.minirpc.processor;

import io.minirpc.annotation.RpcField;
import io.minirpc.processor.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of one message's fields, or one sealed type's leaves, in the native format; each is taken once. */
final class FieldNumbers {
    /** Leaves the upper half of the numbers that Protocol Buffers allows to fields the codecs add themselves. */
    private static final int MAX_NUMBER = 268_435_455;

    private static final int FIRST_RESERVED = 19_000;
    private static final int LAST_RESERVED = 19_999;

    private final Reporter reporter;
    private final Map<Integer, String> owners = new HashMap<>();

    FieldNumbers(Reporter reporter) {
        this.reporter = reporter;
    }

    /** Returns the number that an annotation sets, or else the position. */
    static Schema.WireNumber declared(@Nullable RpcField settings, int position) {
        return settings == null || settings.number() == 0
                ? new Schema.WireNumber(position, Schema.NumberSource.POSITION)
                : new Schema.WireNumber(settings.number(), Schema.NumberSource.ANNOTATION);
    }

    /** Takes a number, or reports that it is out of range or taken. */
    void take(int number, String owner, Place place) {
        if (number < 1 || number > MAX_NUMBER || (number >= FIRST_RESERVED && number <= LAST_RESERVED)) {
            reporter.report(place, Problem.BAD_NUMBER, number, "1 to " + MAX_NUMBER + ", without 19000 to 19999");
        }
        String other = owners.putIfAbsent(number, owner);
        if (other != null) {
            reporter.report(place, Problem.DUPLICATE_NUMBER, number, other);
        }
    }
}
