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
 * The bytes that a call allocates on both sides together, without filters. Measured in a JVM that compiles nothing,
 * because what a compiler does without is different each time.
 */
class AllocationTest {
    private static final MethodDescriptor<Integer, Integer> ECHO = MethodDescriptor.builder(
                    "Test", "Echo", Codecs.INT32, Codecs.INT32)
            .layout("0123456789abcdef")
            .build();
    private static final MethodDescriptor<Integer, Integer> INLINE = MethodDescriptor.builder(
                    "Test", "Inline", Codecs.INT32, Codecs.INT32)
            .layout("0123456789abcdef")
            .build();

    /** The bytes measured, and 13 for the loops' own; the smallest object more would be 16. */
    private static final double INLINE_CALL_BYTES = 577 + 13;

    private static final double BLOCKING_INLINE_CALL_BYTES = 537 + 13;
    private static final double CALL_BYTES = 744 + 13;
    private static final int CALLS = 200;
    private static final int ROUNDS = 40;

    /** An inline call has the object of the one before on the server: without that it would take 64 bytes more. */
    @Test
    void callsWithoutFiltersAllocateNoMoreThanMeasured() throws Exception {
        String[] bytes = measured().split(" ");
        assertThat(Double.parseDouble(bytes[0])).as("inline").isBetween(100.0, INLINE_CALL_BYTES);
        assertThat(Double.parseDouble(bytes[1])).as("inline, blocking").isBetween(100.0, BLOCKING_INLINE_CALL_BYTES);
        assertThat(Double.parseDouble(bytes[2])).as("not inline").isBetween(100.0, CALL_BYTES);
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

    /** Prints the bytes of a call, of a blocking call, and of a call that an executor runs, here at once. */
    public static void main(String[] args) {
        RpcServer server = RpcServer.builder()
                .inProcess("allocation")
                .ioThreads(1)
                .executor(Runnable::run)
                .add(ServiceBinding.builder("Test")
                        .inlineBlocking(INLINE, number -> number)
                        .blocking(ECHO, number -> number)
                        .build())
                .build()
                .start();
        try (server;
                RpcClient client = RpcClient.builder().inProcess("allocation").build()) {
            double inline = bytesEach(number -> client.call(INLINE, number).join());
            double blocking = bytesEach(number -> client.callBlocking(INLINE, number));
            double executed = bytesEach(number -> client.call(ECHO, number).join());
            System.out.println(inline + " " + blocking + " " + executed);
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
