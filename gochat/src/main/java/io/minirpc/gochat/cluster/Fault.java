package io.minirpc.gochat.cluster;

import java.io.IOException;
import java.time.Duration;

/**
 * Something that happens to a cluster and ends after a while.
 *
 * @param begun what is said when it has happened, such as "gateway 2 killed"
 * @param lasts how long it lasts; zero where it is over at once
 * @param ended what is said when it is over, such as "gateway 2 is back"
 */
public record Fault(String begun, Step begins, Duration lasts, Step ends, String ended) {
    /** A step of a fault. */
    @FunctionalInterface
    public interface Step {
        /** Takes the step; an IOException says which process does not do what it is told. */
        void run() throws IOException;
    }

    /** Kills a part as kill -9 does, and starts it again after a while. */
    public static Fault killed(Part part, Duration away) {
        return new Fault(part.name() + " killed", part::kill, away, part::restart, part.name() + " is back");
    }

    /** Freezes a part for a while. */
    public static Fault frozen(Part part, Duration time) {
        return new Fault(
                part.name() + " frozen for " + time.toSeconds() + " s",
                part::stop,
                time,
                part::cont,
                part.name() + " goes on");
    }

    /** Replaces a node as an update does: it drains, ends and starts again. */
    public static Fault replaced(Node node) {
        return atOnce(node.name() + " replaced", node::drainAndRestart);
    }

    /** Empties Redis. */
    public static Fault flushed(Cluster cluster) {
        return atOnce("Redis emptied", () -> cluster.redis().command("FLUSHALL"));
    }

    /** Ends the connections of all subscribers of Redis. */
    public static Fault unsubscribed(Cluster cluster) {
        return atOnce("subscribers of Redis cut", () -> cluster.redis().command("CLIENT", "KILL", "TYPE", "pubsub"));
    }

    private static Fault atOnce(String begun, Step step) {
        return new Fault(begun, step, Duration.ZERO, () -> {}, "");
    }

    /** Lets two faults happen at the same time; the first ends first. */
    public static Fault together(Fault first, Fault second) {
        return new Fault(
                first.begun + ", " + second.begun,
                () -> {
                    first.begins.run();
                    second.begins.run();
                },
                first.lasts.compareTo(second.lasts) > 0 ? first.lasts : second.lasts,
                () -> {
                    first.ends.run();
                    second.ends.run();
                },
                first.ended + ", " + second.ended);
    }

    /** Lets it happen, and returns when it is over. */
    public void run() throws IOException, InterruptedException {
        begins.run();
        try {
            Thread.sleep(lasts.toMillis());
        } finally {
            ends.run();
        }
    }
}
