package io.minirpc.tests.fuzz;

import io.minirpc.balancer.Balancers;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.client.WireFormat;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.StaticRegistry;
import io.minirpc.server.RpcServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Our clients call our servers with texts of every kind, in each format, over TCP and within the process. */
final class OwnCalls implements Direction {
    private static final String IN_PROCESS = "fuzz";
    private static final String HASHING = "hashing";
    private static final int MAX_CALLS = 16;

    private final Tally tally;
    private final RpcServer server;
    private final RpcServer inProcess;
    private final List<Party> parties = new ArrayList<>();

    private record Party(String name, RpcClient client, Parrots.Losses losses) {}

    OwnCalls(Tally tally) {
        this.tally = tally;
        server = Parrots.server().build().start();
        inProcess = Parrots.server().inProcess(IN_PROCESS).build().start();
        for (WireFormat format : WireFormat.values()) {
            add(format, "tcp", client -> client.address("127.0.0.1", server.port()));
            add(format, "in process", client -> client.inProcess(IN_PROCESS));
        }
        var registry = StaticRegistry.of(List.of(Endpoint.of("127.0.0.1", server.port())));
        add(WireFormat.JSON, HASHING, client -> client.registry(registry).balancer(Balancers::consistentHash));
    }

    private void add(WireFormat format, String way, UnaryOperator<RpcClientBuilder> address) {
        String name = name() + " " + format + " " + way;
        Parrots.Losses losses = new Parrots.Losses(name, tally);
        RpcClient client = address.apply(Parrots.client(losses).wireFormat(format))
                .filter((call, next) -> next.invoke(call).thenApply(reply -> TagCheck.check(name, reply, tally)))
                .build();
        parties.add(new Party(name, client, losses));
    }

    @Override
    public String name() {
        return "own-calls";
    }

    @Override
    public int round(Random random) throws Exception {
        Party party = parties.get(random.nextInt(parties.size()));
        CallDraw draw = new CallDraw(party.client(), !party.name().endsWith(HASHING), random);
        List<Attempt> attempts = new ArrayList<>();
        int calls = 1 + random.nextInt(MAX_CALLS);
        for (int i = 0; i < calls; i++) {
            attempts.add(draw.next());
            if (i % 4 == 0) {
                attempts.add(draw.neighbour());
            }
        }
        AssertionError first = null;
        for (Attempt attempt : attempts) {
            try {
                attempt.check();
            } catch (AssertionError e) {
                first = first == null ? new AssertionError(party.name() + ": " + e.getMessage(), e) : first;
            }
        }
        draw.neighbour().check();
        if (first != null) {
            throw first;
        }
        return attempts.size() + 1;
    }

    @Override
    public void settle() {
        for (Party party : parties) {
            if (party.client().stats().bytesOut() > 0) {
                Parrots.settle(party.name(), party.client(), tally);
            }
        }
        Parrots.settle(name(), server, tally);
        Parrots.settle(name() + " in process", inProcess, tally);
    }

    @Override
    public void close() {
        settle();
        for (Party party : parties) {
            party.losses().expectEnd();
            party.client().close();
        }
        server.close();
        inProcess.close();
    }
}
