package io.minirpc.gochat.trace;

import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of a process about a message. Times are in UTC microseconds, by the clock of the process.
 *
 * @param process the process that says so
 * @param message the message's id
 * @param since since when the process has all its spans; null where it has none
 * @param spans of the message's traces; none where the process knows nothing of it
 */
@RpcMessage
public record TraceReport(
        String process, String message, @Nullable Long since, List<Step> spans) {
    /** The service under which each process is listed, by the address of its HTTP. */
    public static final String PROCESSES = "gochat.process";

    /** The metadata of a listed process that names its role. */
    public static final String ROLE = "role";

    /** The metadata of a listed process that says whether it answers on the loopback address of its machine. */
    public static final String ON_LOOPBACK = "on-loopback";

    /**
     * A span.
     *
     * @param parent the id of the span that it is a part of; null where there is none
     */
    @RpcMessage
    public record Step(
            String trace,
            String id,
            @Nullable String parent,
            String name,
            long start,
            long end,
            Map<String, String> attributes,
            List<Event> events) {}

    /** A moment of a span. */
    @RpcMessage
    public record Event(String name, long time, Map<String, String> attributes) {}
}
