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
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.support.TestDevice;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A whole server on an H2 file with two users, ada and bob, and their clients. */
public final class RunningServer implements AutoCloseable {
    final ClientResources resources = new ClientResources();
    final HttpClient http = resources.http();
    final Accounts accounts;
    public final Grant ada;
    public final Grant bob;
    public final String conversation;
    public final URI address;
    private final Server server;
    private final List<TestDevice> devices = new ArrayList<>();

    public RunningServer(Path data, String... settings) throws Exception {
        this(
                data,
                new Routing(new MemoryRoutes(), new MemoryGroupGateways(), new MemoryBus()),
                stores -> stores,
                settings);
    }

    /** @param settings names and values by turns */
    RunningServer(Path data, Routing routing, UnaryOperator<Stores> stores, String... settings) throws Exception {
        Map<String, String> flags = new HashMap<>(
                Map.of("data", data.toString(), "port", "0", "demo", "no", "drain", "100ms", "heartbeat", "1s"));
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(settings[i], settings[i + 1]);
        }
        server = Server.start(SettingsReader.read(flags, Map.of(), null), routing, stores);
        address = URI.create("http://127.0.0.1:" + server.port() + "/");
        accounts = new Accounts(http, address);
        ada = registered("ada");
        bob = registered("bob");
        conversation = ConversationId.of(
                        Ids.parse(ada.user().id()), Ids.parse(bob.user().id()))
                .toString();
    }

    /** Logs in who is there, since servers start again on the same file. */
    private Grant registered(String name) throws Exception {
        try {
            return accounts.register(name, "a password of " + name);
        } catch (RefusedException taken) {
            return accounts.logIn(name, "a password of " + name);
        }
    }

    /** Returns a device that is connected. */
    public TestDevice device(Grant grant, String name) {
        TestDevice device = new TestDevice(resources, address, grant, name);
        devices.add(device);
        await().atMost(Duration.ofSeconds(30)).until(device::isLive);
        return device;
    }

    Sent send(TestDevice device, String content) throws Exception {
        return device.send(conversation, content).get(30, TimeUnit.SECONDS);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        devices.forEach(TestDevice::close);
        server.close();
        resources.close();
    }
}
