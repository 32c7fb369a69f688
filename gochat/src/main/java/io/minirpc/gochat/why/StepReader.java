package io.minirpc.gochat.why;

import io.minirpc.gochat.trace.SpanNames;
import io.minirpc.gochat.trace.TraceReport.Event;
import io.minirpc.gochat.trace.TraceReport.Step;
import java.util.ArrayList;
import java.util.List;

/** The moments of one span. Used once. */
final class StepReader {
    private final String process;
    private final Step step;
    private final List<Moment> moments = new ArrayList<>();

    private StepReader(String process, Step step) {
        this.process = process;
        this.step = step;
    }

    /** Returns the moments; none for a span that is of no step, such as that of a call. */
    static List<Moment> read(String process, Step step) {
        StepReader reader = new StepReader(process, step);
        reader.read();
        return reader.moments;
    }

    private void read() {
        switch (step.name()) {
            case SpanNames.SEND -> send();
            case SpanNames.COMMIT -> commit();
            case SpanNames.PUBLISH -> publish();
            case SpanNames.ARRIVE -> arrive();
            case SpanNames.PUSH -> push();
            case SpanNames.RESEND -> ofDevice(step.start(), Stage.RESENT, "written once more to " + device());
            case SpanNames.DROP ->
                ofDevice(step.start(), Stage.DROPPED, "push to " + device() + " given up: " + text("gochat.reason"));
            case SpanNames.FETCH -> ofDevice(step.start(), Stage.FETCHED, "fetched by " + device() + sinceHeartbeat());
            default -> {}
        }
    }

    private void send() {
        add(step.start(), Stage.RECEIVED, "received from " + device());
        step.events().stream()
                .filter(event -> event.time() - step.start() >= 1_000)
                .forEach(event -> add(event.time(), Stage.CALLED, "begun, after the sender's message before it"));
        add(step.end(), Stage.ANSWERED, has("gochat.outcome") ? "answered: " + text("gochat.outcome") : "answered");
    }

    private void commit() {
        add(step.start(), Stage.QUEUED, "queued at the service");
        int tries = 0;
        for (Event event : step.events()) {
            switch (event.name()) {
                case SpanNames.BEGUN ->
                    add(event.time(), Stage.BEGUN, "taken by a committer, in a batch of " + text("gochat.batch"));
                case SpanNames.TRANSACTION ->
                    add(event.time(), Stage.TRANSACTION, "transaction begins" + (++tries > 1 ? ", try " + tries : ""));
                case SpanNames.AGAIN ->
                    add(
                            event.time(),
                            Stage.AGAIN,
                            "transaction failed: " + event.attributes().getOrDefault("gochat.reason", "?"));
                default -> {}
            }
        }
        add(step.end(), Stage.COMMITTED, committed());
    }

    private String committed() {
        String late = has("gochat.late") ? ", after the sender was told that it is unknown" : "";
        if (has("gochat.outcome")) {
            return "not committed: " + text("gochat.outcome") + late;
        }
        String how = has("gochat.again") ? "found as committed before, as number " : "committed as number ";
        return how + text("gochat.seq") + late;
    }

    private void publish() {
        if (has("gochat.outcome")) {
            add(step.end(), Stage.LOST, "push lost: " + text("gochat.reason"));
        } else {
            long given =
                    step.events().stream().mapToLong(Event::time).findFirst().orElse(step.end());
            add(given, Stage.PUBLISHED, "published to gateways: " + text("gochat.gateways"));
        }
    }

    private void arrive() {
        add(step.start(), Stage.TAKEN, "taken from the bus");
        if (has("gochat.outcome")) {
            add(step.end(), Stage.LOST, "push lost: " + text("gochat.reason"));
        } else if (text("gochat.connections").equals("0")) {
            add(step.end(), Stage.TAKEN, "no connection for it here");
        }
    }

    private void push() {
        step.events().forEach(event -> ofDevice(event.time(), Stage.WRITTEN, "written to " + device()));
        ofDevice(step.end(), Stage.ACKNOWLEDGED, "acknowledged by " + device());
    }

    private String sinceHeartbeat() {
        return has("gochat.since_heartbeat_ms")
                ? ", " + text("gochat.since_heartbeat_ms") + " ms after a heartbeat"
                : "";
    }

    private void add(long time, Stage stage, String text) {
        moments.add(new Moment(time, stage, process, null, text));
    }

    private void ofDevice(long time, Stage stage, String text) {
        moments.add(new Moment(time, stage, process, device(), text));
    }

    private String device() {
        return text("gochat.user") + "/" + text("gochat.device");
    }

    private boolean has(String attribute) {
        return step.attributes().containsKey(attribute);
    }

    private String text(String attribute) {
        return step.attributes().getOrDefault(attribute, "?");
    }
}
