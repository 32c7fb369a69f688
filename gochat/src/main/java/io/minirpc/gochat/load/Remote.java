package io.minirpc.gochat.load;

import io.minirpc.gochat.check.Registrar;
import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.SessionTokens;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A system that is there already. Its users are registered as anybody registers, so they should be few. */
final class Remote implements Target {
    private final List<URI> gateways;
    private final PrintStream err;
    private final ClientResources resources = new ClientResources();
    private final Accounts accounts;

    Remote(List<URI> gateways, PrintStream err) {
        this.gateways = gateways;
        this.err = err;
        accounts = new Accounts(resources.http(), gateways.get(0));
    }

    @Override
    public String name() {
        return gateways.get(0).getAuthority();
    }

    @Override
    public List<URI> gateways() {
        return gateways;
    }

    @Override
    public boolean hasFloors() {
        return false;
    }

    @Override
    public List<LoadUser> users(int count) throws IOException, InterruptedException {
        String run = Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), 36);
        List<LoadUser> users = new ArrayList<>();
        try {
            for (Grant grant : new Registrar(accounts, run, null, err).users(count)) {
                SessionTokens tokens = new SessionTokens(accounts, grant, renewed -> {});
                users.add(new LoadUser(grant.user().id(), grant.user().name(), tokens));
            }
        } catch (ConnectException e) {
            throw new IOException("cannot connect to " + gateways.get(0), e);
        }
        return users;
    }

    @Override
    public List<TargetProcess> processes() {
        return List.of();
    }

    @Override
    public boolean endGateway() {
        return false;
    }

    @Override
    public void renewGateway() {
        // it is not ours
    }

    @Override
    public void restore() {
        // nothing was ended
    }

    @Override
    public void close() {
        resources.close();
    }
}
