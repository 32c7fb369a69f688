package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codecs;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * What a call allocates on both sides together where there are no filters: as much as before there were any. Measured
 * in a JVM that compiles nothing, for what a compiler does without is different each time.
 */
class AllocationTest {
    private static final MethodDescriptor<Integer, Integer> ECHO =
            MethodDescriptor.builder("Test", "Echo", Codecs.INT32, Codecs.INT32).build();

    /** What was measured before, 640 and 602, and 14 for the loops' own; the smallest object more would be 16. */
    private static final double CALL_BYTES = 654;

    private static final double BLOCKING_CALL_BYTES = 616;
    private static final int CALLS = 200;
    private static final int ROUNDS = 40;

    @Test
    void callsWithoutFiltersAllocateNoMoreThanBeforeThereWereAny() throws Exception {
        String[] bytes = measured().split(" ");
        assertThat(Double.parseDouble(bytes[0])).as("bytes of a call").isBetween(100.0, CALL_BYTES);
        assertThat(Double.parseDouble(bytes[1])).as("bytes of a blocking call").isBetween(100.0, BLOCKING_CALL_BYTES);
    }

    private static String measured() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AllocationTest.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(process.waitFor()).isZero();
            return line;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Prints the bytes of a call and of a blocking call. */
    public static void main(String[] args) {
        RpcServer server = RpcServer.builder()
                .inProcess("allocation")
                .ioThreads(1)
                .add(ServiceBinding.builder("Test")
                        .inlineBlocking(ECHO, number -> number)
                        .build())
                .build()
                .start();
        try (server;
                RpcClient client = RpcClient.builder().inProcess("allocation").build()) {
            double call = bytesEach(number -> client.call(ECHO, number).join());
            double blocking = bytesEach(number -> client.callBlocking(ECHO, number));
            System.out.println(call + " " + blocking);
        }
    }

    private static double bytesEach(IntConsumer call) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            for (int i = 0; i < CALLS; i++) {
                call.accept(5);
            }
            least = Math.min(least, (allocated() - before) / (double) CALLS);
        }
        return least;
    }

    /** Returns what all threads have allocated so far, of which none ends meanwhile. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
    }
}
