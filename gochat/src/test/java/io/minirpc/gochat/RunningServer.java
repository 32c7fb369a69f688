package io.minirpc.gochat;

import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.support.TestDevice;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Servers under test with two users, ada and bob, and their clients, spread over the gateways. */
public final class RunningServer implements AutoCloseable {
    final ClientResources resources = new ClientResources();
    final HttpClient http = resources.http();
    final Accounts accounts;
    public final Grant ada;
    public final Grant bob;
    public final String conversation;
    public final URI address;
    private final Site site;
    private final List<Server> servers;
    private final List<URI> addresses;
    private final List<TestDevice> devices = new ArrayList<>();

    /** Starts everything in one process, on an H2 file. */
    public RunningServer(Path data, String... settings) throws Exception {
        this(new OneProcess(data), settings);
    }

    RunningServer(Site site, String... settings) throws Exception {
        this(site, UnaryOperator.identity(), UnaryOperator.identity(), settings);
    }

    /** @param settings names and values by turns */
    RunningServer(Site site, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores, String... settings)
            throws Exception {
        this.site = site;
        servers = site.start(
                TestSettings.with(Map.of("port", "0", "drain", "100ms", "heartbeat", "1s"), settings), ways, stores);
        addresses = servers.stream()
                .filter(server -> server.rpcPort().isEmpty())
                .map(server -> URI.create("http://127.0.0.1:" + server.port() + "/"))
                .toList();
        address = addresses.get(0);
        accounts = new Accounts(http, address);
        ada = user("ada");
        bob = user("bob");
        conversation = ConversationId.of(
                        Ids.parse(ada.user().id()), Ids.parse(bob.user().id()))
                .toString();
    }

    /** Logs in who is there, since servers start again on the same data. */
    Grant user(String name) throws Exception {
        String own = site.userName(name);
        try {
            return accounts.register(own, "a password of " + own);
        } catch (RefusedException taken) {
            return accounts.logIn(own, "a password of " + own);
        }
    }

    /** Returns a device that is connected, to the gateways by turns. */
    public TestDevice device(Grant grant, String name) {
        URI gateway = addresses.get(devices.size() % addresses.size());
        TestDevice device = new TestDevice(resources, gateway, grant, name);
        devices.add(device);
        await().atMost(Duration.ofSeconds(30)).until(device::isLive);
        return device;
    }

    Sent send(TestDevice device, String content) throws Exception {
        return device.send(conversation, content).get(30, TimeUnit.SECONDS);
    }

    int port() {
        return address.getPort();
    }

    /** Returns the addresses of all gateways. */
    List<URI> addresses() {
        return addresses;
    }

    @Override
    public void close() {
        devices.forEach(TestDevice::close);
        for (int i = servers.size() - 1; i >= 0; i--) { // gateways first
            servers.get(i).close();
        }
        resources.close();
    }
}
