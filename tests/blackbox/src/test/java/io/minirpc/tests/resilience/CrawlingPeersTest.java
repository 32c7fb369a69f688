package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.RpcClient;
import io.minirpc.localservers.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand peers that send a byte a second do not slow down those who behave. Others' calls are measured alone, with
 * the peers at the server, and, to tell what the peers themselves take of the machine, with the peers at sockets that
 * nobody reads, by turns. The turns are short, and their medians compared, so that phases of the machine meet all.
 */
@Tag("soak")
class CrawlingPeersTest {
    private static final int PEERS = 1_000;
    private static final int ROUNDS = 30;
    private static final int MEASURED_SECONDS = 1;
    private static final double RATIO = 1.2;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void crawlersDoNotMoveThe99thPercentileOfOthers() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port());
                Crawlers crawlers = Crawlers.start(server.port())) {
            Work work = new WorkStub(client);
            // What compiles the reading of single bytes would otherwise be measured with it.
            crawlers.order(CrawlerProgram.WARM_UP);
            Latency.p99(work);
            crawlers.awaitEnd();
            Latency.p99(work);
            long[] alone = new long[ROUNDS];
            long[] atNobody = new long[ROUNDS];
            long[] atServer = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                alone[i] = Latency.p99(work, MEASURED_SECONDS);
                atNobody[i] = p99(work, crawlers, CrawlerProgram.AT_NOBODY);
                atServer[i] = p99(work, crawlers, CrawlerProgram.AT_SERVER);
            }

            double ratio = (double) Calls.median(atServer) / Calls.median(alone);
            Calls.print(
                    "%,d peers that send a byte a second: p99 of others %.0f us instead of %.0f us, ratio %.2f; %.0f us when"
                            + " nobody reads what they send",
                    PEERS,
                    Calls.median(atServer) / 1e3,
                    Calls.median(alone) / 1e3,
                    ratio,
                    Calls.median(atNobody) / 1e3);
            assertThat(ratio).isLessThanOrEqualTo(RATIO);
        }
    }

    private static long p99(Work work, Crawlers crawlers, char order) throws IOException {
        crawlers.order(order);
        long p99 = Latency.p99(work, MEASURED_SECONDS);
        crawlers.awaitEnd();
        return p99;
    }

    /** The process of {@link CrawlerProgram}. */
    private record Crawlers(Process process, BufferedReader lines) implements AutoCloseable {
        static Crawlers start(int port) throws IOException {
            List<String> command = ServerProcess.command();
            command.addAll(List.of(
                    CrawlerProgram.class.getName(),
                    Integer.toString(port),
                    Integer.toString(PEERS),
                    Integer.toString(1_000 * MEASURED_SECONDS + 50)));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Crawlers crawlers = new Crawlers(process, process.inputReader(StandardCharsets.UTF_8));
            try {
                crawlers.awaitEnd();
                return crawlers;
            } catch (IOException | RuntimeException e) {
                crawlers.close();
                throw e;
            }
        }

        void order(char command) throws IOException {
            OutputStream orders = process.getOutputStream();
            orders.write(command);
            orders.flush();
        }

        void awaitEnd() throws IOException {
            if (lines.readLine() == null) {
                throw new IOException("the crawlers have ended");
            }
        }

        @Override
        public void close() {
            Signals.kill(process);
        }
    }
}
