package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.FaultyService.Moment;
import io.minirpc.gochat.support.GochatProcess;
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
                try (GochatProcess service = faulty(moment)) {
                    assertThat(service.awaitEnd())
                            .as(service.output().toString())
                            .isEqualTo(FaultyService.EXIT_CODE);
                }
                writers.awaitSent(50);
            }
            writers.endAndCheck();
            System.out.println(moments.length + " deaths: " + writers.sent() + " messages, 0 lost, 0 twice");
        }
    }

    private static GochatProcess faulty(Moment moment) throws IOException {
        int commits = 1 + ThreadLocalRandom.current().nextInt(50); // the first one too: nobody knows it yet
        List<String> arguments = new ArrayList<>(List.of(moment.name(), Integer.toString(commits)));
        Fleet.serviceFlags().forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return GochatProcess.start(FaultyService.class.getName(), arguments, Fleet.environment());
    }
}
