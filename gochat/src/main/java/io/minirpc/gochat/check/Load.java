package io.minirpc.gochat.check;

import io.minirpc.gochat.check.CheckSettings.Fault;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What the users of a run do: they write to each other, read, recall, change groups, and lose their connections. Each
 * conversation ends at another moment, with a message of its own. Runs on one thread; what it does never waits.
 */
final class Load {
    private static final int MAX_UNANSWERED = 2_000;
    private static final long TICK_MS = 5;
    private static final double READS = 0.3;
    private static final double TYPING = 0.1;
    private static final double RECALLS = 0.01;
    private static final double CHANGES = 0.1;
    private static final double FAULTS = 0.04;
    private static final int LONGEST_ABSENCE_MS = 3_000;

    private final CheckSettings settings;
    private final List<Room> rooms;
    private final Crowd crowd;
    private final AtomicInteger unanswered;
    private final Random random;
    private final GroupChanges changes;
    private final Absences absences = new Absences();
    private int sent;

    Load(CheckSettings settings, Crowd crowd, List<Room> rooms, AtomicInteger unanswered) {
        this.settings = settings;
        this.crowd = crowd;
        this.rooms = new ArrayList<>(rooms);
        this.unanswered = unanswered;
        random = new Random(settings.seed());
        changes = new GroupChanges(crowd, random);
        plan();
    }

    /** Spreads the messages over the conversations, unevenly. */
    private void plan() {
        double[] weights = random.doubles(rooms.size(), 0.3, 1.7).toArray();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int left = settings.messages();
        for (int i = 0; i < weights.length; i++) {
            int share = i == weights.length - 1 ? left : (int) (settings.messages() * weights[i] / sum);
            rooms.get(i).plan(share);
            left -= share;
        }
        rooms.removeIf(room -> room.messages() <= 0);
    }

    /** Runs until all messages were sent, or {@code running} ends it. */
    void run(BooleanSupplier running) throws InterruptedException {
        long start = System.nanoTime();
        while (!rooms.isEmpty() && running.getAsBoolean()) {
            long due = (System.nanoTime() - start) * settings.rate() / TimeUnit.SECONDS.toNanos(1);
            while (sent < due && !rooms.isEmpty() && unanswered.get() < MAX_UNANSWERED) {
                sent++;
                step();
            }
            absences.end();
            Thread.sleep(TICK_MS);
        }
        absences.endAll();
    }

    int sent() {
        return sent;
    }

    private void step() {
        Room room = rooms.get(random.nextInt(rooms.size()));
        Screen screen = room.any(random).any(random);
        CompletionStage<Sent> answer = screen.send(room.id);
        if (random.nextDouble() < RECALLS) {
            answer.thenAccept(message -> recall(screen, message));
        }
        if (random.nextDouble() < READS) {
            read(room, room.any(random).any(random));
        }
        if (random.nextDouble() < TYPING) {
            room.any(random).any(random).typing(room.id);
        }
        if (room.group && random.nextDouble() < CHANGES) {
            changes.change(room);
        }
        if (!settings.faults().isEmpty() && random.nextDouble() < FAULTS) {
            disturb(crowd.any(random).any(random));
        }
        if (!room.takeOne()) {
            rooms.remove(room);
        }
    }

    private static void recall(Screen screen, Sent message) {
        screen.change(
                message.conversation(),
                (id, clientMsgId) -> new ClientFrame.Recall(id, clientMsgId, message.conversation(), message.seq()));
    }

    private static void read(Room room, Screen screen) {
        int position = screen.position(room.id);
        if (position > 0) {
            screen.readAll(room.id, position);
        }
    }

    private void disturb(Screen screen) {
        Fault[] faults = settings.faults().toArray(Fault[]::new);
        switch (faults[random.nextInt(faults.length)]) {
            case SLOW -> absences.begin(screen, Screen::pause, Screen::resume, random.nextInt(LONGEST_ABSENCE_MS));
            case DISCONNECT -> {
                if (random.nextInt(3) > 0) {
                    screen.cut();
                } else {
                    absences.begin(screen, Screen::leave, Screen::comeBack, random.nextInt(LONGEST_ABSENCE_MS));
                }
            }
        }
    }
}
