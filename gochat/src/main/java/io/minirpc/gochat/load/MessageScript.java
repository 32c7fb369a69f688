package io.minirpc.gochat.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sends messages at the planned rate: by turns between pairs and in groups, where there are both, by all devices in
 * turn. The first part warms the servers up and is not measured.
 */
final class MessageScript implements Script {
    private static final double MESSAGES_PER_SECOND = 2_000;
    private static final double ANSWER_P99_MS = 50;
    private static final double DELIVERIES_PER_SECOND = 30_000;
    private static final int ONE_IN = 10;

    /** From so many members on a group is pushed to by gateways, and for a minute before by members as well. */
    private static final int LARGE = 200;

    private static final long BOTH_WAYS_NANOS = TimeUnit.SECONDS.toNanos(61);

    private final boolean pairs;
    private final boolean groups;
    private final boolean someLeave;

    private MessageScript(boolean pairs, boolean groups, boolean someLeave) {
        this.pairs = pairs;
        this.groups = groups;
        this.someLeave = someLeave;
    }

    static MessageScript ofPairs() {
        return new MessageScript(true, false, false);
    }

    static MessageScript ofGroups() {
        return new MessageScript(false, true, false);
    }

    /** A tenth of the devices is away for a third of the time, and gets what it missed. */
    static MessageScript ofPairsAndGroups() {
        return new MessageScript(true, true, true);
    }

    @Override
    public List<Figure> play(Stage stage) throws IOException, InterruptedException {
        stage.cast();
        Rooms rooms = new Rooms(stage);
        List<List<Room>> turns = new ArrayList<>();
        if (pairs) {
            turns.add(rooms.pairs(stage.devices()));
        }
        if (groups) {
            turns.add(rooms.groups(
                    stage.devices(), stage.size().groups(), stage.size().members()));
        }
        stage.connect(Stage.CONNECTS_PER_SECOND);
        rooms.create();
        send(stage, turns);
        stage.stopMeasuring();
        stage.settle();
        return figures(stage);
    }

    private void send(Stage stage, List<List<Room>> turns) throws IOException, InterruptedException {
        int measured = stage.size().messages();
        long start = System.nanoTime();
        stage.warmUp(turns);
        if (groups && stage.size().members() >= LARGE) {
            TimeUnit.NANOSECONDS.sleep(start + BOTH_WAYS_NANOS - System.nanoTime());
        }
        stage.startMeasuring();
        stage.send(measured, turns, step -> {
            if (someLeave && step == measured / 3) {
                leaving(stage).forEach(device -> device.link().leave());
            } else if (someLeave && step == 2 * measured / 3) {
                leaving(stage).forEach(device -> device.link().connect(System.nanoTime()));
            }
        });
    }

    private static List<Device> leaving(Stage stage) {
        List<Device> all = stage.devices();
        return IntStream.range(0, all.size())
                .filter(i -> i % ONE_IN == ONE_IN - 1)
                .mapToObj(all::get)
                .toList();
    }

    private List<Figure> figures(Stage stage) {
        Ledger ledger = stage.crowd().ledger();
        Distribution answers = ledger.answers.distribution();
        Figure messages =
                Figure.of("messages answered", answers.count() / seconds(ledger.from(), ledger.lastAnswer()), "/s");
        Figure p99 = Figure.of("p99 of answers", answers.p99(), "ms");
        Figure deliveries = Figure.of(
                "deliveries",
                ledger.deliveries.distribution().count() / seconds(ledger.from(), ledger.lastDelivery()),
                "/s");
        if (groups && pairs) {
            return List.of(messages, p99, deliveries);
        } else if (groups) {
            return List.of(messages, p99, stage.floor(deliveries.atLeast(DELIVERIES_PER_SECOND)));
        }
        return List.of(
                stage.floor(messages.atLeast(MESSAGES_PER_SECOND)), stage.floor(p99.atMost(ANSWER_P99_MS)), deliveries);
    }

    private static double seconds(long from, long to) {
        return Math.max(1e-3, (to - from) / 1e9);
    }
}
