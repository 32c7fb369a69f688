package io.minirpc.gochat.why;

import io.minirpc.gochat.text.Plain;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The output of the command, in either form. Not thread-safe. */
final class WhyPrinter {
    private static final int MAX_WIDTH = 60;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    WhyPrinter(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void print(String message, Timeline timeline) {
        int width = timeline.moments().stream()
                .mapToInt(moment -> moment.process().length())
                .max()
                .orElse(0);
        String format = "%14s  %-" + Math.min(Math.max(1, width), MAX_WIDTH) + "s  %s";
        for (Moment moment : timeline.moments()) {
            long after = moment.time() - timeline.start();
            if (json) {
                print(new WhyEvent.Step(
                        moment.stage().name().toLowerCase(Locale.ROOT),
                        moment.time(),
                        after,
                        moment.process(),
                        moment.device(),
                        moment.text()));
            } else {
                out.println(Plain.text(String.format(format, Cause.millis(after), moment.process(), moment.text())));
            }
        }
        print(new WhyEvent.Cause(message, Cause.of(timeline), processes(timeline)));
    }

    private static List<String> processes(Timeline timeline) {
        return timeline.moments().stream().map(Moment::process).distinct().toList();
    }

    private void print(WhyEvent.Step step) {
        out.println(json(step));
    }

    private void print(WhyEvent.Cause cause) {
        out.println(json ? json(cause) : Plain.text(cause.text()));
        out.flush();
    }

    void fail(String text) {
        err.println(json ? json(new WhyEvent.Failed(text)) : Plain.text("gochat-admin why: " + text));
        err.flush();
    }

    /** Devices name themselves: nothing of them reaches the terminal as a control character. */
    private static String json(WhyEvent event) {
        return Plain.json(WhyEventCodec.INSTANCE.toJson(event));
    }
}
