package io.minirpc.benchmarks.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minirpc.benchmarks.peer.Peer;
import io.minirpc.benchmarks.peer.Peers;
import io.minirpc.benchmarks.users.Users;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The client's process: starts the server's, does what the plan in its argument says, prints a result a line. */
final class ClientMain {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHECKED_CALLS = 64;
    private static final int WARM_UP_PASSES = 4;

    private final Plan plan;
    private final Peer peer;
    private final Jvm server;
    private final int port;

    private ClientMain(Plan plan, Jvm server) {
        this.plan = plan;
        this.peer = Peers.named(plan.peer());
        this.server = server;
        port = Integer.parseInt(server.answer());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Plan plan = JSON.readValue(args[0], Plan.class);
        try (Jvm server = new Jvm(ServerMain.class, plan.jvmArgs(), plan.peer())) {
            new ClientMain(plan, server).run();
            server.await();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // whatever threads the peer may have left
    }

    private void run() throws IOException, InterruptedException {
        try (Peer.Client client = peer.connect(port);
                Peer.Client pool = peer.connect(port, Mode.CONNECTIONS)) {
            check(client);
            check(pool);
            warmUp(client, pool);
            for (Workload workload : plan.workloads()) {
                Peer.Client measured = workload.mode() == Mode.POOL ? pool : client;
                System.out.println(JSON.writeValueAsString(measure(measured, workload)));
            }
        }
        if (plan.idleConnections() > 0) {
            System.out.println(JSON.writeValueAsString(measureIdle()));
        }
    }

    /** A peer that answers wrongly is not measured. */
    static void check(Peer.Client client) {
        Users expected = new Users();
        for (Operation operation : Operation.values()) {
            for (int i = 0; i < CHECKED_CALLS; i++) {
                Object result = operation.call(client.blocking(), i);
                if (!operation.call(expected, i).equals(result)) {
                    throw new IllegalStateException(operation.method() + " answered " + result);
                }
            }
        }
    }

    /**
     * Calls everything in every mode, several times over: so the compiler has seen all kinds of calls before it
     * compiles for the last time, as in a process that has run for a while, and does not start anew in each window.
     */
    private void warmUp(Peer.Client client, Peer.Client pool) throws IOException, InterruptedException {
        int parts = WARM_UP_PASSES * Mode.values().length * Operation.values().length;
        for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
            for (Mode mode : Mode.values()) {
                for (Operation operation : Operation.values()) {
                    Load load = new Load(new Workload(mode, operation), 0, 0);
                    load.start(mode == Mode.POOL ? pool : client);
                    Thread.sleep(plan.warmUpMillis() / parts);
                    load.stop();
                    // The first reading allocates far more than later ones.
                    Usage.now();
                    serverUsage();
                }
            }
        }
    }

    private Sample measure(Peer.Client client, Workload workload) throws IOException, InterruptedException {
        long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(plan.settleMillis());
        long to = from + TimeUnit.MILLISECONDS.toNanos(plan.windowMillis());
        Load load = new Load(workload, from, to);
        load.start(client);

        sleepUntil(from);
        Usage clientBefore = Usage.now();
        Usage serverBefore = serverUsage();
        sleepUntil(to);
        Usage clientAfter = Usage.now();
        Usage serverAfter = serverUsage();
        Histogram latencies = load.stop();

        // Rates, as the moments of reading are not exactly the window's.
        double callsPerSecond = latencies.getTotalCount() * 1000.0 / plan.windowMillis();
        double callsPerNano = callsPerSecond / 1e9;
        return new Sample(
                plan.peer(),
                workload.mode(),
                workload.operation(),
                callsPerSecond,
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9),
                clientAfter.cpuRateSince(clientBefore) / callsPerNano,
                serverAfter.cpuRateSince(serverBefore) / callsPerNano,
                clientAfter.allocationRateSince(clientBefore) / callsPerSecond,
                serverAfter.allocationRateSince(serverBefore) / callsPerSecond,
                clientAfter.residentBytes(),
                serverAfter.residentBytes());
    }

    private Usage serverUsage() throws IOException {
        return JSON.readValue(server.ask(ServerMain.USAGE), Usage.class);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    private IdleSample measureIdle() throws InterruptedException {
        List<Peer.Client> clients = new ArrayList<>();
        try {
            // What all connections share is there before the first count.
            clients.add(connectAndCall());
            long clientBefore = Usage.heapAfterCollection();
            long serverBefore = heapOfServer();
            for (int i = 0; i < plan.idleConnections(); i++) {
                clients.add(connectAndCall());
            }
            double connections = plan.idleConnections();
            return new IdleSample(
                    plan.peer(),
                    plan.idleConnections(),
                    (Usage.heapAfterCollection() - clientBefore) / connections,
                    (heapOfServer() - serverBefore) / connections);
        } finally {
            clients.forEach(Peer.Client::close);
        }
    }

    private Peer.Client connectAndCall() {
        Peer.Client client = peer.connect(port);
        client.blocking().existUser(Users.email(0));
        return client;
    }

    private long heapOfServer() {
        return Long.parseLong(server.ask(ServerMain.HEAP));
    }
}
