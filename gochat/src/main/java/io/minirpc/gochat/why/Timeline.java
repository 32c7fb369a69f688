package io.minirpc.gochat.why;

import io.minirpc.gochat.trace.TraceReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps of a message in all processes, the earliest first. */
record Timeline(List<Moment> moments) {
    /** The way to one device, from the first moment of all to its receipt; those between two devices are left out. */
    record Way(@Nullable String device, List<Moment> moments) {}

    static Timeline of(List<TraceReport> reports) {
        return new Timeline(reports.stream()
                .flatMap(report ->
                        report.spans().stream().flatMap(step -> StepReader.read(report.process(), step).stream()))
                .sorted(Comparator.comparingLong(Moment::time).thenComparing(Moment::stage))
                .toList());
    }

    boolean isEmpty() {
        return moments.isEmpty();
    }

    long start() {
        return moments.get(0).time();
    }

    /** Returns the way to the device that got it last; to none where no device is known to have it. */
    Way slowest() {
        Optional<Moment> last = receipts().max(Comparator.comparingLong(Moment::time));
        return last.map(this::wayTo).orElseGet(() -> new Way(null, shared(null)));
    }

    /** Returns the first receipt of each device. */
    private Stream<Moment> receipts() {
        Map<String, Moment> first = new HashMap<>();
        for (Moment moment : moments) {
            if (isReceipt(moment) && moment.device() != null) {
                first.putIfAbsent(moment.device(), moment);
            }
        }
        return first.values().stream();
    }

    private static boolean isReceipt(Moment moment) {
        return moment.stage() == Stage.ACKNOWLEDGED || moment.stage() == Stage.FETCHED;
    }

    private Way wayTo(Moment receipt) {
        List<Moment> way = new ArrayList<>(shared(receipt.stage() == Stage.FETCHED ? null : receipt.process()));
        moments.stream()
                .filter(moment -> receipt.device() != null && receipt.device().equals(moment.device()))
                .filter(moment -> !isReceipt(moment) || moment.equals(receipt))
                .forEach(way::add);
        way.removeIf(moment -> moment.time() > receipt.time());
        way.sort(Comparator.comparingLong(Moment::time).thenComparing(Moment::stage));
        return new Way(receipt.device(), way);
    }

    /** Returns what concerns no device, of gateways of readers only one. The answer to the sender is a side way. */
    private List<Moment> shared(@Nullable String process) {
        return moments.stream()
                .filter(moment -> moment.device() == null && moment.stage() != Stage.ANSWERED)
                .filter(moment -> !isOfReaders(moment) || moment.process().equals(process))
                .toList();
    }

    private static boolean isOfReaders(Moment moment) {
        return moment.stage() == Stage.TAKEN || moment.stage() == Stage.LOST;
    }
}
