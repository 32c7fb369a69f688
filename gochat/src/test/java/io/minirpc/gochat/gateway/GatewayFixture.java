package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minirpc.gochat.api.AccountServiceSkeleton;
import io.minirpc.gochat.api.ConversationServiceSkeleton;
import io.minirpc.gochat.api.InboxServiceSkeleton;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.frame.SystemEventCodec;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.ToGroup;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.GroupGateways;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.support.ForwardingBus;
import io.minirpc.gochat.trace.MessageTrace;
import io.minirpc.server.RpcServer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A gateway with real sockets, routes, bus and stubs, over fakes of the services. Access tokens are
 * {@code USER-SESSION}.
 */
final class GatewayFixture implements AutoCloseable {
    static final String CONVERSATION = "p:7:8";
    static final String GROUP = "g:5";

    final FakeServices fakes = new FakeServices();
    final MemoryBus bus = new MemoryBus();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Routes routes;
    final GroupGateways groups;
    final Gateway gateway;
    /** Connections stay open to the end: the collector closes a socket that nobody refers to. */
    private final List<TestClient> connected = new CopyOnWriteArrayList<>();

    private final RpcServer server;
    private final ServiceClients clients;
    private Bus.@Nullable Listener listener;
    private final EventLoopWatch watch = new EventLoopWatch("gochat-gateway");

    private GatewayFixture(GatewaySettings settings, Routes routes, GroupGateways groups, HttpRequests http) {
        this.routes = routes;
        this.groups = groups;
        String name = UUID.randomUUID().toString();
        server = RpcServer.builder()
                .inProcess(name)
                .maxExecutingPerConnection(2_048)
                .add(ConversationServiceSkeleton.bind(fakes.conversations))
                .add(InboxServiceSkeleton.bind(fakes.inbox))
                .add(AccountServiceSkeleton.bind(fakes.accounts))
                .build();
        server.start();
        clients = ServiceClients.inProcess(name, (call, next) -> next.invoke(call));
        gateway = Gateway.start(
                settings,
                clients.services(),
                new Routing(routes, groups, new Overheard()),
                registry,
                MessageTrace.NONE,
                http);
        org.awaitility.Awaitility.await().until(gateway::isReady);
    }

    /** The bus; the fixture learns who listens. */
    private final class Overheard extends ForwardingBus {
        Overheard() {
            super(bus);
        }

        @Override
        public AutoCloseable subscribe(String gateway, Listener subscriber) {
            listener = subscriber;
            return super.subscribe(gateway, subscriber);
        }
    }

    /** Has the gateway write its routes again, as a bus does whose store was emptied. */
    CompletionStage<Void> writeAgain() {
        return Objects.requireNonNull(listener).writeAgain();
    }

    /** Starts a gateway whose sweeps are short. */
    static GatewayFixture start() {
        return start(settings());
    }

    static GatewayFixture start(GatewaySettings settings) {
        return start(settings, new MemoryRoutes());
    }

    static GatewayFixture start(GatewaySettings settings, Routes routes) {
        return start(settings, routes, new MemoryGroupGateways());
    }

    static GatewayFixture start(GatewaySettings settings, Routes routes, GroupGateways groups) {
        return new GatewayFixture(
                settings,
                routes,
                groups,
                (request, address) -> CompletableFuture.completedStage(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.OK,
                        Unpooled.copiedBuffer(address, StandardCharsets.UTF_8))));
    }

    /** Heartbeats, which begin at a random moment, come only where a test asks for them. */
    static GatewaySettings settings() {
        return GatewaySettings.DEFAULT
                .with(Timing.SWEEP, Duration.ofMillis(20))
                .with(Timing.HEARTBEAT, Duration.ofHours(1));
    }

    TestClient connect() throws IOException {
        return connect(0);
    }

    TestClient connect(int receiveBuffer) throws IOException {
        TestClient client = new TestClient(RawSocket.open(gateway.port(), receiveBuffer));
        connected.add(client);
        return client;
    }

    /** Returns a client that was welcomed. */
    TestClient welcomed(long user) throws IOException {
        TestClient client = connect();
        client.hello(user);
        assertThat(client.next()).isInstanceOf(Welcome.class);
        return client;
    }

    /** Publishes a message as a service does. */
    Message push(long user, long seq, String content) {
        Message message =
                new Message(CONVERSATION, seq, seq - 1, Long.toString(1_000 + seq), "8", "text", content, 1_000, null);
        push(user, message);
        return message;
    }

    void push(long user, ServerFrame frame) {
        bus.publish(gateway.id(), new ToUsers(List.of(user), frame, null));
    }

    /** Publishes a message of the group as a service does for large groups. */
    Message pushToGroup(long seq, long version) {
        return pushToGroup(message(GROUP, seq, "text", "number " + seq), version);
    }

    Message pushToGroup(Message message, long version) {
        bus.publish(gateway.id(), new ToGroup(message, version));
        return message;
    }

    static Message message(String conversation, long seq, String type, String content) {
        return new Message(conversation, seq, seq - 1, Long.toString(1_000 + seq), "8", type, content, 1_000, null);
    }

    /** Returns a change of the group as a message. */
    static Message event(long seq, SystemEvent event) {
        return message(GROUP, seq, "system", SystemEventCodec.INSTANCE.toJson(event));
    }

    /** Lets all who say hello be members of the group, which is large. */
    void makeGroupLarge() {
        fakes.open = openings -> CompletableFuture.completedStage(openings.stream()
                .map(opening -> FakeServices.opened(opening, new Truth(1, 0, 0), GROUP))
                .toList());
        fakes.largeGroups = user -> List.of(GROUP);
    }

    /** Returns whether services find the gateway for the group. */
    boolean isRegistered() {
        return groups.find(GROUP).toCompletableFuture().join().contains(gateway.id());
    }

    /** Returns the value of a counter or a gauge of the gateway. */
    double meter(String name, String... tags) {
        return registry.get("gochat.gateway." + name).tags(tags).meters().stream()
                .flatMap(meter ->
                        java.util.stream.StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(io.micrometer.core.instrument.Measurement::getValue)
                .sum();
    }

    int routesOf(long user) {
        return routes.find(List.of(user))
                .toCompletableFuture()
                .join()
                .getOrDefault(user, List.of())
                .size();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        for (TestClient client : connected) {
            client.close();
        }
        gateway.stop(Duration.ZERO);
        clients.close();
        server.close();
        bus.close();
        watch.close();
        assertThat(watch.found()).as("waiting event loops").isEmpty();
    }
}
