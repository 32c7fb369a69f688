package io.minirpc.gochat.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** A summary of a JDK Flight Recording: the methods on top of the stack, by samples and by allocated bytes. */
final class Profile {
    private static final int SHOWN = 10;
    private static final String RUNNING = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";

    private final Map<String, Long> methods = new HashMap<>();
    private final Map<String, Long> sites = new HashMap<>();

    private Profile() {}

    /** Reads a recording, event by event. */
    static Profile read(Path recording) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                profile.add(file.readEvent());
            }
        }
        return profile;
    }

    private void add(RecordedEvent event) {
        String type = event.getEventType().getName();
        if (type.equals(RUNNING)) {
            methods.merge(method(event), 1L, Long::sum);
        } else if (type.equals(ALLOCATION)) {
            RecordedClass allocated = event.getClass("objectClass");
            String what = allocated == null ? "?" : readable(allocated.getName());
            sites.merge(what + " in " + method(event) + ":" + line(event), event.getLong("weight"), Long::sum);
        }
    }

    private static String method(RecordedEvent event) {
        RecordedFrame frame = top(event);
        if (frame == null) {
            return "?";
        }
        RecordedMethod method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }

    private static int line(RecordedEvent event) {
        RecordedFrame frame = top(event);
        return frame == null ? 0 : frame.getLineNumber();
    }

    private static @Nullable RecordedFrame top(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        return trace == null || trace.getFrames().isEmpty()
                ? null
                : trace.getFrames().get(0);
    }

    /** The JVM writes an array of bytes as {@code [B}. */
    private static String readable(String name) {
        return switch (name) {
            case "[B" -> "byte[]";
            case "[C" -> "char[]";
            case "[I" -> "int[]";
            case "[J" -> "long[]";
            default -> name.startsWith("[L") ? name.substring(2, name.length() - 1) + "[]" : name;
        };
    }

    /** Prints the hottest methods and the allocation sites with most bytes. */
    void print(String process, PrintStream out) {
        print(out, process + ": hottest methods, of " + sum(methods) + " samples", methods);
        print(out, process + ": allocation sites, of " + (sum(sites) >> 20) + " MiB", sites);
        out.flush();
    }

    private static void print(PrintStream out, String title, Map<String, Long> counts) {
        out.println(title);
        long sum = Math.max(1, sum(counts));
        for (Map.Entry<String, Long> each : top(counts)) {
            out.println(String.format(Locale.ROOT, "  %5.1f %%  %s", each.getValue() * 100.0 / sum, each.getKey()));
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<Map.Entry<String, Long>> top(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .toList();
    }
}
