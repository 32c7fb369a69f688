package io.minirpc.gochat.check;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The screens that are away, or do not read, for a while. Not thread-safe. */
final class Absences {
    private final PriorityQueue<Absence> absences = new PriorityQueue<>(Comparator.comparingLong(Absence::end));
    private final Set<Screen> absent = new HashSet<>();

    private record Absence(Screen screen, Consumer<Screen> ends, long end) {}

    /** Begins an absence, unless the screen is in one. */
    void begin(Screen screen, Consumer<Screen> begins, Consumer<Screen> ends, long millis) {
        if (absent.add(screen)) {
            begins.accept(screen);
            absences.add(new Absence(screen, ends, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
        }
    }

    /** Ends those whose time is over. */
    void end() {
        while (!absences.isEmpty() && absences.peek().end() - System.nanoTime() <= 0) {
            end(absences.remove());
        }
    }

    void endAll() {
        while (!absences.isEmpty()) {
            end(absences.remove());
        }
    }

    private void end(Absence absence) {
        absent.remove(absence.screen());
        absence.ends().accept(absence.screen());
    }
}
