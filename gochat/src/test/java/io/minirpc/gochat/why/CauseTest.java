package io.minirpc.gochat.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.trace.TraceReport;
import io.minirpc.gochat.trace.TraceReport.Event;
import io.minirpc.gochat.trace.TraceReport.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reports of a message that went from gateway one by a service to gateway two; times in milliseconds. */
class CauseTest {
    private final List<Step> one = new ArrayList<>();
    private final List<Step> service = new ArrayList<>();
    private final List<Step> two = new ArrayList<>();

    private static Step step(String name, long start, long end, List<Event> events, String... attributes) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            all.put("gochat." + attributes[i], attributes[i + 1]);
        }
        return new Step("t", "s", null, name, start * 1_000, end * 1_000, all, events);
    }

    private static Event event(String name, long time) {
        return new Event(name, time * 1_000, Map.of());
    }

    private static List<Event> events(Event... events) {
        return Arrays.asList(events);
    }

    private void sent(long called, long answered) {
        one.add(step("gochat.send", 0, answered, events(event("called", called)), "user", "1", "device", "desk"));
    }

    private void committed(long queued, long begun, long transaction, long committed) {
        service.add(step(
                "gochat.commit",
                queued,
                committed,
                events(event("begun", begun), event("transaction", transaction)),
                "seq",
                "5",
                "batch",
                "1"));
    }

    private void published(long from, long at) {
        service.add(step("gochat.publish", from, at, List.of(), "gateways", "1"));
    }

    private void taken(long at) {
        two.add(step("gochat.arrive", at, at, List.of(), "connections", "1"));
    }

    private void acknowledged(long taken, long written, long at) {
        two.add(step("gochat.push", taken, at, events(event("written", written)), "user", "2", "device", "phone"));
    }

    private Timeline timeline() {
        return Timeline.of(List.of(
                new TraceReport("one", "7", null, one),
                new TraceReport("service", "7", null, service),
                new TraceReport("two", "7", null, two)));
    }

    private String cause() {
        return Cause.of(timeline());
    }

    @Test
    void slowDatabaseIsNamed() {
        sent(0, 2_906);
        committed(1, 2, 3, 2_905);
        published(2_905, 2_906);
        taken(2_907);
        acknowledged(2_907, 2_908, 2_913);
        assertThat(cause())
                .isEqualTo("It took 2,913.0 ms to 2/phone, the last device to have it; 2,902.0 ms of it in the"
                        + " transaction of the database.");
    }

    @Test
    void busyCommitterIsNamed() {
        sent(0, 905);
        committed(1, 900, 901, 905);
        published(905, 906);
        taken(907);
        acknowledged(907, 908, 910);
        assertThat(cause()).contains("899.0 ms of it in the queue of the committer");
    }

    @Test
    void sendersMessageBeforeItIsNamed() {
        sent(1_500, 1_510);
        committed(1_501, 1_502, 1_503, 1_505);
        published(1_505, 1_506);
        taken(1_507);
        acknowledged(1_507, 1_508, 1_509);
        assertThat(cause()).contains("1,500.0 ms of it behind the sender's message before it");
    }

    @Test
    void busAndReadersAreNamed() {
        sent(0, 5);
        committed(1, 2, 3, 4);
        published(4, 5);
        taken(700);
        acknowledged(700, 701, 702);
        assertThat(cause()).contains("695.0 ms of it on the bus");

        two.add(step("gochat.push", 700, 3_000, events(event("written", 701)), "user", "3", "device", "tablet"));
        assertThat(cause()).contains("to 3/tablet").contains("2,299.0 ms of it at the reader's client or its network");
    }

    @Test
    void lostPushIsHealedByASync() {
        sent(0, 5);
        committed(1, 2, 3, 4);
        published(4, 5);
        two.add(step(
                "gochat.fetch", 9_000, 9_000, List.of(), "user", "2", "device", "phone", "since_heartbeat_ms", "12"));
        assertThat(cause())
                .contains("8,995.0 ms of it until the reader asked, since no push had reached it")
                .contains("healed: fetched by 2/phone, 12 ms after a heartbeat");
    }

    @Test
    void messageThatNobodyHasIsSaidToBe() {
        sent(0, 5);
        committed(1, 2, 3, 4);
        service.add(step("gochat.publish", 4, 5, List.of(), "gateways", "0"));
        assertThat(cause()).startsWith("No gateway has taken it from the bus");
        taken(6);
        assertThat(cause()).startsWith("No device has acknowledged it so far.");
        two.add(step("gochat.drop", 7, 7, List.of(), "user", "2", "device", "phone", "reason", "behind"));
        assertThat(cause()).startsWith("No device is known to have it: its push was given up");
    }

    @Test
    void namesOfDevicesReachNoTerminalAsControlCharacters() {
        one.add(step("gochat.send", 0, 5, List.of(), "user", "1", "device", "\u001b[2Jdesk\u202e"));
        StringWriter out = new StringWriter();
        new WhyPrinter(new PrintWriter(out), new PrintWriter(out), false).print("7", timeline());
        assertThat(out.toString()).contains("1/\\u001b[2Jdesk\\u202e").doesNotContain("\u001b");
    }

    @Test
    void jsonHasAnObjectALine() {
        sent(0, 5);
        committed(1, 2, 3, 4);
        StringWriter out = new StringWriter();
        new WhyPrinter(new PrintWriter(out), new PrintWriter(out), true).print("7", timeline());
        assertThat(out.toString().lines()).hasSizeGreaterThan(4).allMatch(line -> line.startsWith("{\""));
        assertThat(out.toString().lines()).last().asString().startsWith("{\"cause\":{\"message\":\"7\",");
    }
}
