package io.minirpc.gochat.why;

import io.minirpc.gochat.why.Timeline.Way;
import java.util.List;
import java.util.Locale;

/** The words for where the time of a message went. */
final class Cause {
    private Cause() {}

    static String of(Timeline timeline) {
        Way way = timeline.slowest();
        return way.device() == null ? withoutReceipt(timeline) : withReceipt(way);
    }

    private static String withReceipt(Way way) {
        List<Moment> moments = way.moments();
        Moment first = moments.get(0);
        Moment last = moments.get(moments.size() - 1);
        int longest = longest(moments);
        String all = "It took " + millis(last.time() - first.time()) + " to " + way.device()
                + ", the last device to have it";
        if (longest == 0) {
            return all + ".";
        }
        long part = moments.get(longest).time() - moments.get(longest - 1).time();
        return all + "; " + millis(part) + " of it "
                + moments.get(longest).stage().until() + healed(last) + ".";
    }

    private static String healed(Moment last) {
        return last.stage() == Stage.FETCHED ? " (healed: " + last.text() + ")" : "";
    }

    /** Returns the index of the moment at the end of the longest pause; 0 where there is one moment only. */
    private static int longest(List<Moment> moments) {
        int longest = 0;
        long pause = -1;
        for (int i = 1; i < moments.size(); i++) {
            long time = moments.get(i).time() - moments.get(i - 1).time();
            if (time > pause) {
                pause = time;
                longest = i;
            }
        }
        return longest;
    }

    private static String withoutReceipt(Timeline timeline) {
        List<Moment> moments = timeline.moments();
        Moment last = moments.get(moments.size() - 1);
        String until =
                " The last that is known, after " + millis(last.time() - timeline.start()) + ": " + last.text() + ".";
        if (has(moments, Stage.DROPPED)) {
            return "No device is known to have it: its push was given up, and the device has not asked since." + until;
        } else if (has(moments, Stage.TAKEN)) {
            return "No device has acknowledged it so far." + until;
        } else if (has(moments, Stage.PUBLISHED)) {
            return "No gateway has taken it from the bus: nobody was connected, or the push was lost there." + until;
        }
        return "It was not published." + until;
    }

    private static boolean has(List<Moment> moments, Stage stage) {
        return moments.stream().anyMatch(moment -> moment.stage() == stage);
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f ms", micros / 1_000.0);
    }
}
