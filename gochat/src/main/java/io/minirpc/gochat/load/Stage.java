package io.minirpc.gochat.load;

import io.minirpc.gochat.check.Readback;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** The parts that scenarios are made of: devices, connecting, sending, waiting, and what was measured. One scenario. */
final class Stage implements AutoCloseable {
    static final int CONNECTS_PER_SECOND = 1_000;
    private static final int LOOPS = 2;
    private static final int DEVICES_OF_REGISTERED = 32;
    private static final int READERS = 3;
    private static final int WARMING = 10; // one in so many
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Two heartbeats, within which everything that was lost heals, and a little. */
    private static final Duration SETTLE = Duration.ofMinutes(1);

    private static final long POLL_MS = 5;

    private final Target target;
    private final Scenario scenario;
    private final Size size;
    private final Profiler profiler;
    private final PrintStream out;
    private final Readback readback = new Readback();
    private final Network network = new Network(LOOPS);
    private final Crowd crowd;
    private final Board board;
    private final List<Device> devices = new ArrayList<>();
    private final Map<TargetProcess, Duration> cpuBefore = new LinkedHashMap<>();
    private final List<Figure> cpu = new ArrayList<>();
    private long since;

    Stage(Target target, Scenario scenario, Size size, Profiler profiler, PrintStream out) {
        this.target = target;
        this.scenario = scenario;
        this.size = size;
        this.profiler = profiler;
        this.out = out;
        Ledger ledger = new Ledger(readback, size.messages() + size.warmUpMessages());
        crowd = new Crowd(network, target.gateways(), scenario::firstGateway, ledger);
        board = new Board(out, crowd);
    }

    Target target() {
        return target;
    }

    Size size() {
        return size;
    }

    Crowd crowd() {
        return crowd;
    }

    List<Device> devices() {
        return devices;
    }

    /** Gets the users and their devices: one each, several where users are registered and only connections count. */
    void cast() throws IOException, InterruptedException {
        boolean several = target.processes().isEmpty() && (scenario == Scenario.CONNECT || scenario == Scenario.IDLE);
        int each = several ? DEVICES_OF_REGISTERED : 1;
        List<LoadUser> users = target.users((size.connections() + each - 1) / each);
        for (int i = 0; i < size.connections(); i++) {
            LoadUser user = users.get(i / each);
            int sender = readback.sender(user.id(), user.name());
            devices.add(new Device(i, user, sender, crowd, network.loop()));
        }
    }

    /** Connects all devices at a rate, and waits until all are welcome. */
    void connect(int perSecond) throws IOException, InterruptedException {
        connect(devices, perSecond);
    }

    void connect(List<Device> some, int perSecond) throws IOException, InterruptedException {
        Pacer.steady(perSecond)
                .run(some.size(), (number, moment) -> some.get(number).link().connect(moment));
        await(
                "all devices are connected",
                () -> some.stream().allMatch(device -> device.link().isLive()));
    }

    /** Lets a tenth of the connections come and go at each gateway for the time of the warm-up, and at least once. */
    void warmUpConnections() throws IOException, InterruptedException {
        List<Device> some = devices.subList(0, Math.max(1, devices.size() / WARMING));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(size.warmUp());
        int turn = 0;
        do {
            for (int i = 0; i < target.gateways().size(); i++) {
                crowd.turn(turn++);
                connect(some, CONNECTS_PER_SECOND);
                some.forEach(device -> device.link().leave());
                await("the connections end", () -> crowd.tally().open.get() == 0);
            }
        } while (System.nanoTime() - end < 0);
        crowd.turn(0);
    }

    /**
     * Sends messages at a rate that rises to that of the size. They are expected and judged as all others.
     *
     * @param turns as for {@link #send}
     */
    void warmUp(List<List<Room>> turns) throws InterruptedException {
        send(Pacer.rising(size.rate(), size.warmUp()), size.warmUpMessages(), turns, Integer.MAX_VALUE, step -> {});
    }

    /**
     * Sends messages at the rate of the size.
     *
     * @param turns conversations by kind; the kinds take turns, and so do the conversations of each
     * @param steps is told the number of each step before it
     */
    void send(int messages, List<List<Room>> turns, IntConsumer steps) throws InterruptedException {
        sendBy(messages, turns, Integer.MAX_VALUE, steps);
    }

    /** Sends as {@link #send}, by devices below a number alone. */
    void sendBy(int messages, List<List<Room>> turns, int below, IntConsumer steps) throws InterruptedException {
        send(Pacer.steady(size.rate()), messages, turns, below, steps);
    }

    private void send(Pacer pacer, int messages, List<List<Room>> turns, int below, IntConsumer steps)
            throws InterruptedException {
        pacer.run(messages, (step, moment) -> {
            steps.accept(step);
            List<Room> rooms = turns.get(step % turns.size());
            int turn = step / turns.size();
            Room room = rooms.get(turn % rooms.size());
            Device device = sender(room, turn / rooms.size(), below);
            device.send(crowd.ledger().plan(device.sender, room, moment), room);
        });
    }

    /** The next in turn that is connected. */
    private static Device sender(Room room, int turn, int below) {
        List<Device> all = room.devices;
        for (int i = 0; i < all.size(); i++) {
            Device device = all.get((turn + i) % all.size());
            if (device.link().isLive() && device.number < below) {
                return device;
            }
        }
        return all.get(0);
    }

    /**
     * Begins with what is measured.
     *
     * @throws IOException if a process cannot be recorded
     */
    void startMeasuring() throws IOException, InterruptedException {
        profiler.start(target.processes());
        crowd.measure();
        since = System.nanoTime();
        target.processes().forEach(process -> cpuBefore.put(process, Usage.cpu(process.pid())));
    }

    /** Reads the CPU time that was used since the measuring began; only the first call counts. */
    void stopMeasuring() {
        double seconds = (System.nanoTime() - since) / 1e9;
        cpuBefore.forEach((process, before) -> {
            Duration used = Usage.cpu(process.pid()).minus(before);
            if (!used.isNegative() && !used.isZero()) { // it is still the same process
                cpu.add(Figure.of("CPU of " + process.name(), used.toNanos() / 1e9 / seconds, "cores"));
            }
        });
        cpuBefore.clear();
    }

    /** Waits until everything was answered and has arrived, or could have twice. */
    void settle() throws InterruptedException {
        long end = System.nanoTime() + SETTLE.toNanos();
        while (!isQuiet() && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MS);
        }
    }

    private boolean isQuiet() {
        return crowd.ledger().unanswered.get() == 0 && crowd.expected() == crowd.received();
    }

    /** @throws IOException if it does not become true in time */
    void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new IOException(scenario.word() + ": waited " + PATIENCE.toSeconds() + " s until " + what
                        + "; open: " + crowd.tally().open + " of " + devices.size() + ", lost: "
                        + crowd.tally().losses());
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Returns the memory of the first gateway after a collection; none where that is not known. */
    Optional<Memory> gatewayMemory() throws IOException, InterruptedException {
        return target.processes().isEmpty()
                ? Optional.empty()
                : Memory.afterCollection(target.processes().get(0).pid());
    }

    /** Returns the figure with its floor where that holds for this system and this size, else without. */
    Figure floor(Figure figure) {
        boolean holds = target.hasFloors() && size.isAtLeast(scenario.size());
        return holds ? figure : Figure.of(figure.name(), figure.value(), figure.unit());
    }

    /** Lets new devices read everything back and judges it; then returns all that is known of the scenario. */
    Result result(List<Figure> measured) throws IOException, InterruptedException {
        stopMeasuring();
        List<Figure> figures = new ArrayList<>(measured);
        figures.addAll(cpu);
        board.close();
        profiler.stop(scenario.word());
        target.restore();
        int findings = readback.judge(target.gateways(), readers(), out);
        Ledger ledger = crowd.ledger();
        return new Result(
                scenario.word(),
                target.name(),
                figures,
                latencies(),
                ledger.planned.get(),
                ledger.answered.sum(),
                crowd.expected(),
                crowd.received(),
                problems(),
                findings);
    }

    private List<Distribution> latencies() {
        List<Distribution> all = new ArrayList<>();
        for (Latencies each :
                List.of(crowd.welcomes(), crowd.returns(), crowd.ledger().answers, crowd.ledger().deliveries)) {
            Distribution distribution = each.distribution();
            if (distribution.count() > 0) {
                all.add(distribution);
            }
        }
        return all;
    }

    private Map<String, Long> problems() {
        Map<String, Long> problems = new TreeMap<>();
        Ledger ledger = crowd.ledger();
        Tally tally = crowd.tally();
        ledger.refusals().forEach((code, count) -> problems.put("refused: " + code, (long) count));
        tally.losses().forEach((reason, count) -> problems.put("connections lost: " + reason, (long) count));
        problems.put("without an answer", ledger.unknown.sum() + ledger.unanswered.get());
        problems.put("not sent, since the device was away or its connection full", ledger.unsent.sum());
        problems.put("pushed again", tally.repeated.sum());
        problems.put("gaps", tally.gaps.sum());
        problems.put("behind", tally.behind.sum());
        problems.put("lines that cannot be read", tally.unreadable.sum());
        problems.values().removeIf(count -> count == 0);
        return problems;
    }

    /** Returns users that read back: one of each pair, a few of each group; some, where nobody wrote. */
    private List<Readback.Reader> readers() {
        Map<String, Readback.Reader> readers = new LinkedHashMap<>();
        for (Room room : crowd.rooms()) {
            room.devices.stream()
                    .limit(room.devices.size() == 2 ? 1 : READERS)
                    .forEach(device -> readers.put(device.user.id(), reader(device.user)));
        }
        if (readers.isEmpty()) {
            devices.stream().limit(1).forEach(device -> readers.put(device.user.id(), reader(device.user)));
        }
        return List.copyOf(readers.values());
    }

    private static Readback.Reader reader(LoadUser user) {
        return new Readback.Reader(user.id(), user.name(), user.tokens());
    }

    @Override
    public void close() {
        board.close();
        devices.forEach(device -> device.link().leave());
        network.close();
    }
}
