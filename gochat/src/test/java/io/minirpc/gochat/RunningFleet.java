package io.minirpc.gochat;

import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.localservers.FreePorts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Services and two gateways, each of which can be started again, and their clients. */
final class RunningFleet implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of("drain", "500ms", "heartbeat", "1s");

    final ClientResources resources = new ClientResources();
    private final AtomicInteger users = new AtomicInteger();
    private final Fleet site = new Fleet();
    private final List<Server> services = new ArrayList<>();
    private final List<Server> gateways = new ArrayList<>();
    private final List<TestDevice> devices = new ArrayList<>();

    RunningFleet(int count) throws Exception {
        try {
            for (int i = 0; i < count; i++) {
                services.add(Fleet.service(UnaryOperator.identity(), UnaryOperator.identity()));
            }
            for (int i = 0; i < 2; i++) {
                gateways.add(gatewayAt(FreePorts.next()));
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    URI address(int gateway) {
        return URI.create("http://127.0.0.1:" + gateways.get(gateway).port() + "/");
    }

    Accounts accounts(int gateway) {
        return new Accounts(resources.http(), address(gateway));
    }

    /** Registers a user of a new name. */
    Grant user() throws Exception {
        return accounts(0).register(site.userName("user" + users.incrementAndGet()), "a password of a user");
    }

    /** Returns a device that is connected to a gateway. */
    TestDevice device(Grant grant, int gateway) {
        TestDevice device = new TestDevice(resources, address(gateway), grant, "device" + devices.size());
        devices.add(device);
        await().atMost(Duration.ofSeconds(30)).until(device::isLive);
        return device;
    }

    /** Stops a service, and starts it at another port. */
    void restartService(int index) throws Exception {
        services.get(index).close();
        services.set(index, Fleet.service(UnaryOperator.identity(), UnaryOperator.identity()));
    }

    /** Stops a gateway, and starts it at the same port. */
    void restartGateway(int index) throws Exception {
        int port = gateways.get(index).port();
        gateways.get(index).close();
        gateways.set(index, gatewayAt(port));
    }

    /** Stops everything, does something to the data, and starts everything again, gateways at the same ports. */
    void restartAll(Runnable maintenance) throws Exception {
        List<Integer> ports = gateways.stream().map(Server::port).toList();
        gateways.forEach(Server::close);
        services.forEach(Server::close);
        maintenance.run();
        for (int i = 0; i < services.size(); i++) {
            services.set(i, Fleet.service(UnaryOperator.identity(), UnaryOperator.identity()));
        }
        for (int i = 0; i < gateways.size(); i++) {
            gateways.set(i, gatewayAt(ports.get(i)));
        }
    }

    private static Server gatewayAt(int port) throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("port", Integer.toString(port));
        return Fleet.gateway(settings, UnaryOperator.identity());
    }

    @Override
    public void close() {
        devices.forEach(TestDevice::close);
        gateways.forEach(Server::close);
        services.forEach(Server::close);
        resources.close();
    }
}
