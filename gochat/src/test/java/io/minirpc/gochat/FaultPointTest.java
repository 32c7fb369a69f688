package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.FaultyService.Moment;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * C2: a service dies under load after it has committed, before anybody was answered or before anything was pushed.
 * Another one answers the retries from dedup, and pushes.
 */
@RequiresMariaDb
@RequiresRedis
@RequiresEtcd
@Tag("process")
@Timeout(240)
class FaultPointTest {
    @Test
    @Tag("soak")
    void serviceThatDiesBetweenCommitAndAnswerOrPushLosesNothing() throws Exception {
        dieUnderLoad(Moment.BEFORE_ANSWER, Moment.BEFORE_PUSH);
    }

    @Test
    @Tag("soak")
    @Timeout(1_800)
    void servicesThatDieTwentyTimesBetweenCommitAndAnswerOrPushLoseNothing() throws Exception {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            moments.addAll(List.of(Moment.values()));
        }
        dieUnderLoad(moments.toArray(Moment[]::new));
    }

    private static void dieUnderLoad(Moment... moments) throws Exception {
        try (RunningFleet fleet = new RunningFleet(1)) {
            Writers writers = new Writers(fleet, 6);
            for (Moment moment : moments) {
                try (Node service = faulty(moment)) {
                    int code = service.awaitExit();
                    assertThat(code).as(service.lastWords()).isEqualTo(FaultyService.EXIT_CODE);
                }
                writers.awaitSent(50);
            }
            writers.endAndCheck();
            System.out.println(moments.length + " deaths: " + writers.sent() + " messages, 0 lost, 0 twice");
        }
    }

    private static Node faulty(Moment moment) throws IOException {
        int commits = 1 + ThreadLocalRandom.current().nextInt(50); // the first one too: nobody knows it yet
        return Node.builder("service that dies")
                .main(FaultyService.class.getName())
                .flags(moment.name(), Integer.toString(commits))
                .flags(Fleet.commandLine(Fleet.serviceFlags()))
                .environment(Fleet.environment())
                .launch();
    }
}
