package io.minirpc.processor.evolution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of the service.
 *
 * @param wire the name on the wire
 * @param reply null for nothing
 * @param thrown ids of exceptions
 */
record Operation(
        String name,
        String wire,
        List<Member> parameters,
        @Nullable Type reply,
        List<Integer> thrown,
        boolean isAsynchronous) {
    Operation renamed(String newName, String newWire) {
        return new Operation(newName, newWire, parameters, reply, thrown, isAsynchronous);
    }

    Operation with(List<Member> newParameters) {
        return new Operation(name, wire, List.copyOf(newParameters), reply, thrown, isAsynchronous);
    }

    Operation replying(@Nullable Type newReply) {
        return new Operation(name, wire, parameters, newReply, thrown, isAsynchronous);
    }

    Operation throwing(List<Integer> newThrown) {
        return new Operation(name, wire, parameters, reply, List.copyOf(newThrown), isAsynchronous);
    }

    Operation asynchronous(boolean asynchronous) {
        return new Operation(name, wire, parameters, reply, thrown, asynchronous);
    }
}
