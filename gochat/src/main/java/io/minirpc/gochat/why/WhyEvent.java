package io.minirpc.gochat.why;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The output of the command with {@code --json}: an object a line, with one property, the kind. */
@RpcMessage
sealed interface WhyEvent {
    /**
     * A step of the message.
     *
     * @param at in UTC microseconds
     * @param after in microseconds since the first step
     */
    @RpcField(name = "step")
    record Step(
            String step,
            long at,
            long after,
            String process,
            @Nullable String device,
            String text) implements WhyEvent {}

    /** The cause of the delay. */
    @RpcField(name = "cause")
    record Cause(String message, String text, List<String> processes) implements WhyEvent {}

    @RpcField(name = "error")
    record Failed(String text) implements WhyEvent {}
}
