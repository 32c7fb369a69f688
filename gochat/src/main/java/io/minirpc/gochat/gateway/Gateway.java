package io.minirpc.gochat.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.trace.MessageTrace;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the clients' connections: a WebSocket each, by the protocol of {@code docs/protocol.md}, and HTTP beside it on
 * the same port. Knows nothing that cannot be lost: what counts is asked of the services. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int MAX_REQUEST_LINE = 4 << 10;
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_CHUNK = 8 << 10;
    private static final int BACKLOG = 1_024;
    private static final int MAX_SPANS = 2_000_000;
    private static final int MAX_BATCH = 200;
    private static final int MAX_RUNNING = 2;
    private static final long STOP_SECONDS = 5;
    private static final long FLUSH_SECONDS = 1;

    private final String id = UUID.randomUUID().toString();
    private final GatewaySettings settings;
    private final EventLoopGroup group;
    private final Map<EventLoop, Loop> loops = new HashMap<>();
    private final Hub hub;
    private final GroupSpansCache spans = new GroupSpansCache(MAX_SPANS);
    private final Channel listening;
    private final AutoCloseable subscription;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Gateway(
            GatewaySettings settings,
            Services services,
            Routing routing,
            MeterRegistry registry,
            MessageTrace traces,
            HttpRequests http) {
        this.settings = settings;
        GatewayMetrics metrics = new GatewayMetrics(registry);
        group = new MultiThreadIoEventLoopGroup(
                settings.loops(), new DefaultThreadFactory("gochat-gateway", false), NioIoHandler.newFactory());
        group.forEach(executor -> {
            EventLoop events = (EventLoop) executor;
            loops.put(events, new Loop(events, settings, metrics));
        });
        metrics.unacknowledged(loops.values());
        hub = hub(services, routing, metrics, traces);
        try {
            GroupPushes groups = new GroupPushes(services.inbox(), hub.largeGroups(), spans, metrics, settings, traces);
            Suspicion suspicion = new Suspicion(loops.values(), group.next(), settings, metrics::suspected);
            subscription = routing.bus().subscribe(id, new Pushes(hub.connections(), groups, suspicion, traces));
            listening = listen(http);
        } catch (RuntimeException e) {
            group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
            throw e;
        }
        start(services);
    }

    /**
     * Starts a gateway, which listens when this returns.
     *
     * @throws UncheckedIOException if it cannot listen on its address
     */
    public static Gateway start(
            GatewaySettings settings,
            Services services,
            Routing routing,
            MeterRegistry registry,
            MessageTrace traces,
            HttpRequests http) {
        return new Gateway(settings, services, routing, registry, traces, http);
    }

    private Hub hub(Services services, Routing routing, GatewayMetrics metrics, MessageTrace traces) {
        EventExecutor timer = group.next();
        Connections connections = new Connections();
        LargeGroups groups = new LargeGroups(id, routing.groups(), settings.nanos(Timing.RENEWAL) / 2, spans::remove);
        metrics.groups(groups);
        Presence presence = new Presence(services.inbox(), routing.routes(), connections, timer, settings);
        return new Hub(
                id,
                settings,
                routing,
                metrics,
                traces,
                new AccessTokens(services.accounts(), timer),
                connections,
                new Hellos(services.inbox()),
                new Heartbeats(services.inbox(), metrics),
                new Requests(services, presence, traces),
                new RateLimits(settings),
                new Deliveries(services.inbox(), timer, settings.millis(Timing.DELIVERED)),
                presence,
                groups,
                new Batcher<>(MAX_BATCH, MAX_RUNNING, services.inbox()::largeGroups));
    }

    private void start(Services services) {
        EventExecutor timer = group.next();
        loops.values().forEach(Loop::start);
        hub.tokens().start();
        hub.presence().start();
        new Revocations(services.accounts(), hub.connections(), timer, settings.millis(Timing.REVOCATIONS)).start();
    }

    private Channel listen(HttpRequests http) {
        HostCheck hosts = new HostCheck(settings);
        RemoteAddress addresses = new RemoteAddress(settings.proxies());
        ConnectionCounts counts = new ConnectionCounts(settings, addresses);
        WebSocketUpgrade upgrade = new WebSocketUpgrade(hub, loops);
        int unwritten = settings.get(Limit.UNWRITTEN_BYTES);
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unwritten / 4, unwritten))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        HttpDeadline deadline = new HttpDeadline(settings);
                        channel.pipeline()
                                .addLast(
                                        counts,
                                        deadline,
                                        new HttpServerCodec(MAX_REQUEST_LINE, MAX_HEADERS, MAX_CHUNK),
                                        new HttpObjectAggregator(settings.get(Limit.HTTP_BODY_BYTES), true),
                                        new FlowControlHandler(),
                                        new HttpRouter(http, hosts, addresses, deadline, upgrade));
                    }
                })
                .bind(address(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Throwable cause = bound.cause();
            throw new UncheckedIOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + cause.getMessage()
                            + " (expected: an address of this machine and a free port; port 0 takes one)",
                    new IOException(cause));
        }
        return bound.channel();
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("host: " + settings.host() + " (expected: a name or an address)", e);
        }
    }

    /** Returns the port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Returns the gateway's id, which is new at each start. */
    public String id() {
        return id;
    }

    /** Returns whether clients can say hello. */
    public boolean isReady() {
        return !stopped.get() && hub.tokens().isReady();
    }

    /** Stops as {@link #stop} does, with the time of the settings. */
    @Override
    public void close() {
        stop(Duration.ofMillis(settings.millis(Timing.DRAIN)));
    }

    /**
     * Stops: accepts nobody more, tells the clients, serves each until its own moment within the time, and waits until
     * nothing of the gateway is left.
     */
    public void stop(Duration drain) {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        listening.close().awaitUninterruptibly();
        awaitDrain(drain);
        flushDeliveries();
        try {
            subscription.close();
        } catch (Exception e) {
            LOG.warn("The subscription to the bus does not end", e);
        }
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void flushDeliveries() {
        try {
            hub.deliveries().flush().toCompletableFuture().get(FLUSH_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("The last delivered positions were not told", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitDrain(Duration drain) {
        CompletableFuture<?>[] loopsDrained =
                loops.values().stream().map(loop -> loop.drain(drain.toNanos())).toArray(CompletableFuture<?>[]::new);
        long grace = 2 * settings.millis(Timing.LINGER) + 2 * settings.millis(Timing.SWEEP);
        try {
            CompletableFuture.allOf(loopsDrained).get(drain.toMillis() + grace, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Some connections did not close within {}", drain);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
