// run: cluster - three servers in an etcd, one of them killed, one stopped: shows second by second where calls go
package io.minirpc.samples.cluster;

import io.minirpc.balancer.Balancers;
import io.minirpc.client.RpcClient;
import io.minirpc.discovery.Registry;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.registry.etcd.EtcdRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts an etcd and three servers, calls them all the time, and shows what becomes of the calls while servers die,
 * come back and leave. It starts real processes and ends them all, on Ctrl-C too.
 */
final class Cluster {
    private static final WorkerSpec A = new WorkerSpec("a", 10);
    private static final WorkerSpec B = new WorkerSpec("b", 10);
    private static final WorkerSpec C = new WorkerSpec("c", 20);
    private static final List<WorkerSpec> ALL = List.of(A, B, C);
    private static final int CALLERS = 8;
    private static final int PATIENCE_SECONDS = 20;
    private static final Duration SLOW_START = Duration.ofSeconds(4);

    private final WorkerProcesses workers;
    private final Callers callers;
    private final Timeline timeline;

    private Cluster(WorkerProcesses workers, RpcClient client) {
        this.workers = workers;
        callers = new Callers(new WorkerStub(client), CALLERS);
        timeline = new Timeline(client, callers, ALL);
    }

    public static void main(String[] args) throws InterruptedException {
        System.exit(run());
    }

    private static int run() throws InterruptedException {
        String trouble = missing();
        if (trouble == null) {
            try {
                return runWithEtcd();
            } catch (IOException e) {
                trouble = e.getMessage();
            }
        }
        System.err.println("cluster: " + trouble);
        return 1;
    }

    private static @Nullable String missing() {
        try {
            String reason = EtcdServer.BINARY.whyNot();
            return reason == null ? null : "needs etcd, which cannot be had: " + reason;
        } catch (IllegalStateException e) { // a setting names what is no etcd
            return e.getMessage();
        }
    }

    private static int runWithEtcd() throws IOException, InterruptedException {
        try (EtcdServer etcd = EtcdServer.start();
                WorkerProcesses workers = startWorkers(etcd);
                Registry registry = EtcdRegistry.builder().url(etcd.url()).build();
                RpcClient client = RpcClient.builder()
                        .registry(registry)
                        .balancer(Balancers::weightedRoundRobin)
                        .slowStart(SLOW_START)
                        .build()) {
            return new Cluster(workers, client).tell();
        }
    }

    private static WorkerProcesses startWorkers(EtcdServer etcd) throws IOException {
        System.out.println(
                "etcd listens on " + etcd.url() + "; starting three servers, which announce themselves there");
        WorkerProcesses workers = new WorkerProcesses(etcd.url());
        for (WorkerSpec worker : ALL) {
            workers.start(worker);
        }
        for (WorkerSpec worker : ALL) {
            workers.awaitStarted(worker);
        }
        return workers;
    }

    private int tell() throws IOException, InterruptedException {
        awaitAllReady();
        timeline.begin();
        long unexpected = timeline.show(3);

        timeline.say("b is killed (SIGKILL); etcd finds out when its lease ends, the client at once");
        workers.kill(B);
        long lost = timeline.showUntil(() -> !timeline.isListed(B), PATIENCE_SECONDS) + timeline.show(1);

        timeline.say("b is started again; it gets few calls at first, all it can take after " + SLOW_START.toSeconds()
                + " s");
        workers.start(B);
        unexpected += timeline.showUntil(() -> timeline.isReady(B), PATIENCE_SECONDS);
        unexpected += timeline.show((int) SLOW_START.toSeconds() + 2);

        timeline.say("c is asked to end (SIGTERM); it leaves etcd, answers the calls it has, and ends");
        workers.stop(C);
        unexpected += timeline.showUntil(() -> !timeline.isListed(C), PATIENCE_SECONDS);
        unexpected += timeline.show(2);

        callers.stop();
        return conclude(lost, unexpected + callers.take().failed());
    }

    private void awaitAllReady() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ALL.stream().allMatch(timeline::isReady) && System.nanoTime() - end < 0) {
            Thread.sleep(10);
        }
    }

    /** Only calls that a server had when it was killed may have failed, at most one for each caller. */
    private int conclude(long lost, long unexpected) {
        System.out.println(
                timeline.answered() + " calls were answered; " + lost + " failed, which b had when it was killed");
        if (unexpected == 0 && lost <= CALLERS) {
            return 0;
        }
        System.err.println("cluster: " + unexpected + " other calls failed (expected: none); all failures:");
        callers.failures().forEach((why, times) -> System.err.println(times + " x " + why));
        return 1;
    }
}
