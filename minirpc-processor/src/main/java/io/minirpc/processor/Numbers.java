package io.minirpc.processor;

import io.minirpc.processor.lock.BlockKind;
import io.minirpc.processor.lock.NumberedName;
import io.minirpc.processor.schema.Schema;
import java.util.List;

/** The source of the numbers that members of types have on the wire. */
interface Numbers {
    /**
     * Returns the numbers of a type's members.
     *
     * @param type its qualified name
     * @param members in the order of their declaration, as the numbers are
     */
    List<Schema.WireNumber> numbers(BlockKind kind, String type, List<NumberedName> members);
}
