package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.UserService;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Several connections, of which each caller takes the next and stays with it. Thread-safe. */
final class InTurn implements Peer.Client {
    private final List<Peer.Client> clients;
    private final AtomicInteger next = new AtomicInteger();

    InTurn(List<Peer.Client> clients) {
        this.clients = clients;
    }

    @Override
    public UserService blocking() {
        return next().blocking();
    }

    @Override
    public CallbackUserService async() {
        return next().async();
    }

    @Override
    public void close() {
        clients.forEach(Peer.Client::close);
    }

    private Peer.Client next() {
        return clients.get(Math.floorMod(next.getAndIncrement(), clients.size()));
    }
}
