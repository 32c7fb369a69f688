package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers and clients that are closed leave no thread and no descriptor behind. */
class StartAndStopTest {
    private static final int WARM_UP_CYCLES = 3;
    private static final int CYCLES = 100;

    /** The names of threads for virtual threads, the common pool, delayed futures, child processes and awaiting. */
    private static final String OTHERS =
            "(ForkJoinPool|VirtualThread|CompletableFutureDelayScheduler|process reaper|awaitility).*";

    @Test
    void nothingIsLeftAfterAHundredCycles() {
        for (int i = 0; i < WARM_UP_CYCLES; i++) {
            cycle();
        }
        awaitNoThreadOfOurs();
        int threads = threads().size();
        long descriptors = descriptors();

        for (int i = 0; i < CYCLES; i++) {
            cycle();
        }

        awaitNoThreadOfOurs();
        await().untilAsserted(() -> assertThat(threads()).hasSizeLessThanOrEqualTo(threads));
        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
        Calls.print(
                "%d starts and stops: threads %d, then %d; descriptors %d, then %d",
                CYCLES, threads, threads().size(), descriptors, descriptors());
    }

    private static void cycle() {
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(WorkSkeleton.bind(new WorkService()))
                        .build()
                        .start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .connections(2)
                        .build()) {
            Work work = new WorkStub(client);
            assertThat(work.echo("x")).isEqualTo("x");
            assertThat(work.later(1).join()).isEqualTo(1);
            assertThat(work.later(60_000)).isNotDone(); // closing ends it
        }
    }

    /** Waits, for a pool's threads may just be ending. */
    private static void awaitNoThreadOfOurs() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("minirpc-")));
    }

    /** Returns the names of the threads but for those that the JDK, Awaitility and Maven start and end at will. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> !isOfMaven(thread.getValue()))
                .map(thread -> thread.getKey().getName())
                .filter(name -> !name.matches(OTHERS))
                .toList();
    }

    /**
     * Returns whether a thread serves the channel by which Maven hears of tests, which alone is an asynchronous one.
     */
    private static boolean isOfMaven(StackTraceElement[] frames) {
        return Stream.of(frames)
                .map(StackTraceElement::getClassName)
                .anyMatch(
                        name -> name.matches("sun\\.nio\\.ch\\.\\w*Port\\b.*") || name.startsWith("org.apache.maven."));
    }

    private static long descriptors() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }
}
