package io.minirpc.gochat.check;

import io.minirpc.gochat.check.Invocations.Kind;
import io.minirpc.gochat.check.Invocations.Outcome;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run: users, load, a silent tail, a new device of each user, and the judgement. */
final class CheckRun {
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final Duration SETTLE = Duration.ofSeconds(90);
    private static final long POLL_MS = 20;

    private final CheckSettings settings;
    private final Clients clients;
    private final PrintStream err;
    private final Consumer<Progress> progress;
    private final BooleanSupplier running;
    private final History history;

    /**
     * Creates a run.
     *
     * @param progress is told the state once a second
     * @param running false ends the load early
     */
    CheckRun(
            CheckSettings settings,
            Clients clients,
            PrintStream err,
            Consumer<Progress> progress,
            BooleanSupplier running) {
        this.settings = settings;
        this.clients = clients;
        this.err = err;
        this.progress = progress;
        this.running = running;
        String run = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
        history = new History(new Payloads(run), System::nanoTime);
    }

    /** The findings of a run, and its figures. */
    record Result(List<Finding> findings, Summary summary) {}

    /** @throws IOException if the server cannot be reached */
    Result run() throws IOException, InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "check-progress");
            thread.setDaemon(true);
            return thread;
        });
        try (Stage stage = new Stage(settings, clients, history)) {
            Welcome welcome = stage.open(err);
            long promise = promise(welcome).toNanos();
            List<Room> rooms = stage.rooms();
            Load load = new Load(settings, stage.crowd(), rooms, stage.unanswered());
            Shortfall shortfall = new Shortfall(history, promise);
            var unused = timer.scheduleAtFixedRate(() -> tell(load, stage, shortfall), 1, 1, TimeUnit.SECONDS);
            long start = System.nanoTime();
            load.run(running);
            awaitQuiet(stage);
            double seconds = (System.nanoTime() - start) / 1e9;
            int inTail = tail(stage);
            stage.readAfresh();
            timer.shutdownNow();
            return judge(promise, seconds, rooms.size(), inTail);
        } finally {
            timer.shutdownNow();
        }
    }

    private Duration promise(Welcome welcome) {
        Duration two = Duration.ofMillis(2 * welcome.limits().heartbeatMs()).plus(SLACK);
        Duration promise = settings.within() == null ? two : settings.within();
        if (settings.tail().compareTo(promise) < 0) {
            err.println("the tail of " + settings.tail().toMillis() + " ms is shorter than the promise of "
                    + promise.toMillis() + " ms: what has not healed by then counts as lost");
        }
        return promise;
    }

    private void tell(Load load, Stage stage, Shortfall shortfall) {
        List<Screen> screens = stage.crowd().screens();
        Shortfall.Counts counts = shortfall.count(screens);
        progress.accept(new Progress(
                history.now() / 1_000_000_000,
                load.sent(),
                settings.messages(),
                stage.unanswered().get(),
                (int) screens.stream().filter(Screen::isOpen).count(),
                screens.size(),
                connections(),
                counts.onTheWay(),
                counts.lost()));
    }

    /** Waits until everything was answered and everybody is back; what takes longer is judged as it is. */
    private static void awaitQuiet(Stage stage) throws InterruptedException {
        await(
                SETTLE,
                () -> stage.unanswered().get() == 0
                        && stage.crowd().screens().stream().allMatch(Screen::isOpen));
    }

    private static void await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MS);
        }
    }

    /** Returns how many connections were opened in it. */
    private int tail(Stage stage) throws InterruptedException {
        int before = connections();
        Thread.sleep(settings.tail().toMillis());
        stage.crowd().screens().forEach(screen -> screen.listener().freeze());
        return connections() - before;
    }

    private int connections() {
        return history.screens().stream().mapToInt(ScreenLog::connections).sum();
    }

    private Result judge(long promise, double seconds, int conversations, int inTail) {
        Verdict verdict = Judge.judge(history, promise);
        Invocations asked = history.invocations();
        List<ScreenLog> screens = history.screens();
        Map<String, Integer> counts = new TreeMap<>();
        verdict.counts().forEach((kind, count) -> counts.put(kind.name(), count));
        int observed = settings.users() * settings.devices() * settings.connections();
        Summary summary = new Summary(
                settings.seed(),
                settings.users(),
                observed,
                conversations,
                seconds,
                asked.count(Kind.TEXT, Outcome.SENT),
                asked.count(Kind.CHANGE, Outcome.SENT),
                asked.count(Kind.TEXT, Outcome.UNKNOWN) + asked.count(Kind.CHANGE, Outcome.UNKNOWN),
                new TreeMap<>(asked.refusals()),
                screens.stream().mapToLong(ScreenLog::showings).sum(),
                connections()
                        - screens.size()
                        + (int) screens.stream().filter(s -> s.fresh).count(),
                inTail,
                counts,
                Summary.Answering.of(asked.delays()),
                Summary.Healing.of(verdict.delays(), promise));
        return new Result(verdict.findings(), summary);
    }
}
