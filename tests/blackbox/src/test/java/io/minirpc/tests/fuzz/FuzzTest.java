package io.minirpc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever texts calls have and whatever bodies peers send, no connection is lost and no slot is leaked. Each failure
 * prints a seed and a round. To fuzz for N seconds, with a seed, and to do one round again:
 *
 * <pre>
 * ./mvnw verify -pl tests/blackbox -am -Dtest=FuzzTest -Dfuzz.seconds=N -Dfuzz.seed=SEED
 * ./mvnw verify -pl tests/blackbox -am -Dtest=FuzzTest -Dfuzz.seed=SEED -Dfuzz.replay=DIRECTION:ROUND
 * </pre>
 *
 * The fuzz runs in a process of its own, {@link FuzzProgram}, whose heap, log and buffers are watched.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS) // the program ends by itself
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);

    /** The newest release is fuzzed for an hour. */
    private static final int SOAK_SECONDS = Runtime.version().feature() >= 25 ? 3_600 : 900;

    /** The usual build repeats what it has found; new ground is for the long run. */
    private static final long SEED = 743_220_386;

    /** Peers may cause a few lines a second, with a stack trace now and then. */
    private static final long LOG_BYTES_A_SECOND = 1_000_000;

    /** The part of the log that a failure shows. */
    private static final int TAIL_BYTES = 10_000;

    @TempDir
    private Path folder;

    @Test
    void textsAndBodiesOfAllKindsLoseNoConnectionAndLeakNoSlot() throws Exception {
        String replay = System.getProperty("fuzz.replay");
        if (replay == null) {
            fuzz(SECONDS, Integer.toString(SECONDS), seed(SEED));
        } else {
            fuzz(SECONDS, "replay", seed(SEED), replay);
        }
    }

    @Test
    @Tag("soak")
    void textsAndBodiesOfAllKindsLoseNothingForLong() throws Exception {
        fuzz(SOAK_SECONDS, Integer.toString(SOAK_SECONDS), seed(System.nanoTime() % 1_000_000_000));
    }

    private static String seed(long preset) {
        return System.getProperty("fuzz.seed", Long.toString(preset));
    }

    private void fuzz(int seconds, String... arguments) throws Exception {
        Path log = folder.resolve("log");
        List<String> command = command();
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        Thread printer = new Thread(
                () -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(System.out::println), "fuzz-printer");
        printer.start();
        try {
            assertThat(process.waitFor(seconds + 600L, TimeUnit.SECONDS))
                    .as(() -> "has ended; " + tail(log))
                    .isTrue();
        } finally {
            process.destroyForcibly();
            printer.join();
        }
        assertThat(process.exitValue())
                .as(() -> "failures, see above; " + tail(log))
                .isZero();
        assertThat(Files.size(log)).as("bytes of log").isLessThan((seconds + 60) * LOG_BYTES_A_SECOND);
    }

    private static String tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(tail);
            return "its log ends with:\n" + new String(tail, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dio.netty.leakDetection.level=paranoid");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Dorg.slf4j.simpleLogger.log.io.minirpc.server=warn");
        command.add("-Dorg.slf4j.simpleLogger.log.io.minirpc.internal.transport=warn");
        command.add("-Xmx256m");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(FuzzProgram.class.getName());
        return command;
    }
}
