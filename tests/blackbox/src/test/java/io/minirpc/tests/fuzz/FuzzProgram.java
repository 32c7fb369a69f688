package io.minirpc.tests.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Fuzzes for a number of seconds, with a seed, in a process of its own; or does a single round again:
 *
 * <pre>
 * FuzzProgram SECONDS SEED
 * FuzzProgram replay SEED DIRECTION:ROUND
 * </pre>
 *
 * Prints a line every ten seconds, and failures as they come. The exit code is 0 where there was none.
 */
final class FuzzProgram {
    private static final long WARM_UP_SECONDS = 20;
    private static final long MAX_GROWTH = 48L << 20;
    private static final int PROGRESS_MILLIS = 10_000;
    private static final int COLLECTIONS = 20;

    private final long seed;
    private final long start;
    private final Tally tally = new Tally();
    private final List<Direction> directions = new ArrayList<>();

    private FuzzProgram(long seed) throws Exception {
        this.seed = seed;
        ByteBufUtil.setLeakListener(new ResourceLeakDetector.LeakListener() {
            @Override
            public void onLeak(String resourceType, String records) {
                tally.failed("a buffer was lost: " + resourceType + records);
            }
        });
        Corpus corpus = Corpus.record();
        directions.add(new OwnCalls(tally));
        directions.add(new RawRequests(corpus, tally));
        directions.add(new RawReplies(corpus, tally));
        directions.add(new FirstHellos(corpus, tally));
        start = System.nanoTime();
    }

    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Throwable e) {
            e.printStackTrace();
            System.out.println("fuzz: failed: " + e);
            System.exit(1); // whatever threads there are
        }
    }

    private static void run(String[] arguments) throws Exception {
        if (arguments.length == 3 && arguments[0].equals("replay")) {
            FuzzProgram program = new FuzzProgram(Long.parseLong(arguments[1]));
            program.replay(arguments[2]);
            program.end();
        } else if (arguments.length == 2) {
            FuzzProgram program = new FuzzProgram(Long.parseLong(arguments[1]));
            program.run(Long.parseLong(arguments[0]));
            program.end();
        } else {
            System.err.println("arguments: SECONDS SEED, or replay SEED DIRECTION:ROUND");
            System.exit(2);
        }
    }

    private void replay(String round) {
        String[] parts = round.split(":");
        Direction direction = directions.stream()
                .filter(each -> each.name().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("direction: " + parts[0] + " (expected: one of "
                        + directions.stream().map(Direction::name).toList() + ")"));
        new Runner(direction, seed, start, tally).run(Long.parseLong(parts[1]));
    }

    private void run(long seconds) throws Exception {
        System.out.println("fuzz: " + seconds + " s, seed " + seed);
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Runner> runners = directions.stream()
                .map(direction -> new Runner(direction, seed, end, tally).start())
                .toList();
        long before = 0;
        while (runners.stream().anyMatch(Runner::isAlive)) {
            waitFor(runners);
            print(runners);
            runners.forEach(this::endIfStuck);
            if (before == 0 && elapsed() > WARM_UP_SECONDS) {
                before = used();
            }
        }
        runners.forEach(Runner::requireRounds);
        long growth = used() - before;
        if (before > 0 && growth > MAX_GROWTH) {
            tally.failed("the heap has grown by " + growth + " bytes since the first " + WARM_UP_SECONDS + " s");
        }
    }

    private static void waitFor(List<Runner> runners) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROGRESS_MILLIS);
        for (Runner runner : runners) {
            runner.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
    }

    private void endIfStuck(Runner runner) {
        String where = runner.stuck();
        if (where != null) {
            tally.failed(where);
            System.exit(1);
        }
    }

    private void end() throws Exception {
        for (Direction direction : directions) {
            try {
                direction.close();
            } catch (Exception | AssertionError e) {
                tally.failed("seed " + seed + ", at the end of " + direction.name() + ": " + e);
            }
        }
        findLostBuffers();
        print("");
        System.out.println(tally.isClean() ? "fuzz: done" : "fuzz: failed");
        System.exit(tally.isClean() ? 0 : 1);
    }

    private void print(Object progress) {
        System.out.printf(Locale.ROOT, "fuzz: seed %d, %d s: %s %s%n", seed, elapsed(), tally, progress);
    }

    private long elapsed() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** The detector reports what was lost, once it is collected, when the next buffers are made. */
    private static void findLostBuffers() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20); // the collector hands over what it found on a thread of its own
            ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16);
            buffer.release();
        }
    }
}
