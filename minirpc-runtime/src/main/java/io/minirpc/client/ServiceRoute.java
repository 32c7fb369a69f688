package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.HashKeys;
import io.minirpc.balancer.Picker;
import io.minirpc.codec.CodecException;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one service's calls: from the registry's list of endpoints over the balancer to a connection. What is
 * known changes on one event loop and is published as a {@link Choice}; calls are started on any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class ServiceRoute {
    private static final Logger LOG = LoggerFactory.getLogger(RpcClient.class);

    /** A call goes so often to another endpoint if it turns out, before it is sent, that the connection has ended. */
    private static final int MAX_TRIES = 5;

    private final String service;
    private final ClientContext client;
    private final RouterSettings settings;
    private final Targets targets;
    private final EventLoop loop;
    private final Balancer balancer;
    private final WaitingCalls waiting;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final AtomicBoolean choosing = new AtomicBoolean();

    /** Null before the registry has said anything. */
    private volatile @Nullable Choice choice;

    private Registry.@Nullable Watch watch;
    private long nextSweepNanos;
    private boolean known;
    private boolean listed;
    private boolean overdue;
    private volatile boolean closed;

    ServiceRoute(String service, ClientContext client, RouterSettings settings, Targets targets, EventLoop loop) {
        this.service = service;
        this.client = client;
        this.settings = settings;
        this.targets = targets;
        this.loop = loop;
        balancer = settings.balancer(service);
        waiting = new WaitingCalls(loop, service);
        nextSweepNanos = System.nanoTime() + settings.outliers().intervalNanos();
    }

    /**
     * What calls choose from.
     *
     * @param picker chooses among those that can take calls; null while there are none
     * @param members all endpoints
     */
    private record Choice(@Nullable Picker picker, List<Member> members) {}

    /** Begins to watch; on the loop. */
    void begin() {
        if (closed) {
            return;
        }
        try {
            watch = settings.registry().watch(service, endpoints -> execute(() -> listed(endpoints)));
        } catch (RuntimeException e) {
            LOG.error("cannot watch {}", service, e);
            giveUpWaiting();
            return;
        }
        loop.schedule(this::giveUpWaiting, settings.registryTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    <Q> void start(
            PendingCall call,
            MethodDescriptor<Q, ?> method,
            @Nullable Q arguments,
            long timeoutNanos,
            @Nullable String hashKey) {
        String key = hashKey == null && arguments != null && method.hasHashKey() ? method.hashKey(arguments) : hashKey;
        Journey journey = new Journey(this, hash(key));
        call.goOn(journey);
        Choice present = choice;
        if (present == null) {
            keep(call, method, arguments);
            return;
        }
        ClientConnection connection = choose(journey, present);
        if (connection == null) {
            CallFailure failure = unavailable(present);
            execute(call, () -> call.end(failure)); // not before this method returns: see DirectRouter
        } else {
            connection.submit(call, method.arguments(), arguments, timeoutNanos);
        }
    }

    /** Takes a call elsewhere that was not sent since its connection has ended, and tells whether that is possible. */
    boolean again(PendingCall call, Journey journey) {
        if (closed || journey.tries() >= MAX_TRIES || !call.isEncoded()) {
            return false;
        }
        Choice present = choice;
        ClientConnection connection = present == null ? null : choose(journey, present);
        if (connection == null) {
            return false;
        }
        connection.submitEncoded(call);
        return true;
    }

    List<EndpointStatus> status() {
        Choice present = choice;
        return present == null
                ? List.of()
                : present.members().stream().map(Member::status).toList();
    }

    /** Says that a connection became ready or ended; on any thread. */
    void changed() {
        if (choosing.compareAndSet(false, true)) {
            execute(() -> {
                choosing.set(false);
                publish();
            });
        }
    }

    /** Looks after the endpoints, about once a second; on the loop. */
    void tick(long nowNanos) {
        boolean changed = false;
        for (Member member : members.values()) {
            changed |= member.tick(nowNanos);
        }
        if (nowNanos - nextSweepNanos >= 0) {
            nextSweepNanos = nowNanos + settings.outliers().intervalNanos();
            for (Member member : members.values()) {
                if (member.failedTooOften()) {
                    eject(member, "too many of its calls fail");
                }
            }
        }
        if (changed) {
            publish();
        }
    }

    /** Ends the watch and the calls that wait; on the loop. The connections are not the route's to close. */
    void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        CallFailure failure = CallFailure.notSent(StatusCode.UNAVAILABLE, "the client is closed", null);
        waiting.takeAll().forEach(call -> call.end(failure));
    }

    private static int hash(@Nullable String key) {
        return key == null ? ThreadLocalRandom.current().nextInt() : HashKeys.hash(key);
    }

    /** Returns a connection to an endpoint that a call goes to from then on; null if there is none. */
    private @Nullable ClientConnection choose(Journey journey, Choice from) {
        Picker picker = from.picker();
        if (picker == null) {
            return null;
        }
        Member picked = (Member) picker.pick(journey.hash());
        ClientConnection connection = picked.target().pool().pick();
        if (connection == null) {
            List<Member> all = from.members(); // it broke just now
            int first = ThreadLocalRandom.current().nextInt(all.size());
            for (int i = 0; i < all.size() && connection == null; i++) {
                picked = all.get((first + i) % all.size());
                connection = picked.target().pool().pick();
            }
        }
        if (connection != null) {
            journey.goesTo(picked);
        }
        return connection;
    }

    private CallFailure unavailable(@Nullable Choice from) {
        String reason;
        if (closed || from == null) {
            reason = "the client is closed";
        } else if (from.members().isEmpty()) {
            reason = "no endpoint of " + service + " is registered (remedy: start a server, or wait for one)";
        } else {
            Member one = from.members().get(0);
            reason = "none of " + from.members().size() + " endpoints can be reached; "
                    + one.endpoint().address() + ": " + one.target().pool().unavailable();
        }
        return CallFailure.notSent(StatusCode.UNAVAILABLE, reason, null);
    }

    /** Keeps a call until endpoints are known. */
    private <Q> void keep(PendingCall call, MethodDescriptor<Q, ?> method, @Nullable Q arguments) {
        try {
            client.encode(call, null, method.arguments(), arguments);
        } catch (CodecException e) {
            call.end(ClientConnection.unsendable(e));
            return;
        }
        call.belongTo(waiting);
        execute(call, () -> {
            if (closed || known || call.isGivenUp()) {
                release(call);
            } else if (overdue) {
                call.end(notListed());
            } else if (waiting.size() >= client.maxCalls()) {
                String reason = client.maxCalls() + " calls wait for the registry already, the limit";
                call.end(CallFailure.notSent(StatusCode.RESOURCE_EXHAUSTED, reason, null));
            } else {
                waiting.add(call);
            }
        });
    }

    private void release(PendingCall call) {
        if (call.isGivenUp()) {
            call.end(CallFailure.notSent(StatusCode.CANCELLED, "the caller gave the call up", null));
        } else if (!call.move()) {
            call.end(unavailable(choice));
        }
    }

    /** Fails the calls that wait, or takes them to the endpoints to fall back on, where the registry says nothing. */
    private void giveUpWaiting() {
        if (closed || known) {
            return;
        }
        if (settings.fallback().isEmpty()) {
            overdue = true;
            waiting.takeAll().forEach(call -> call.end(notListed()));
        } else {
            LOG.warn("the registry has not said where {} is; calling {}", service, settings.fallback());
            take(settings.fallback());
        }
    }

    private CallFailure notListed() {
        String reason = "the registry has not said where " + service + " is within " + settings.registryTimeout()
                + " (remedy: see whether the registry can be reached)";
        return CallFailure.notSent(StatusCode.UNAVAILABLE, reason, null);
    }

    private void listed(List<Endpoint> endpoints) {
        boolean fallenBack = known && !listed && !members.isEmpty();
        if (closed || (endpoints.isEmpty() && fallenBack)) {
            return; // endpoints to fall back on are better than none
        }
        take(endpoints);
        listed = true;
    }

    private void take(List<Endpoint> endpoints) {
        known = true;
        Map<String, Member> before = Map.copyOf(members);
        members.clear();
        for (Endpoint endpoint : endpoints) {
            String address = endpoint.address();
            Member member = before.get(address);
            if (member == null) {
                member = members.containsKey(address) ? members.get(address) : join(endpoint);
            }
            member.endpoint(endpoint);
            members.put(address, member);
        }
        publish();
        before.forEach((address, member) -> {
            if (!members.containsKey(address)) {
                targets.release(address, this);
            }
        });
        waiting.takeAll().forEach(this::release);
    }

    private Member join(Endpoint endpoint) {
        Target target = targets.acquire(endpoint, this);
        Member member = new Member(
                endpoint, target, settings.outliers(), settings.slowStart(), () -> execute(this::ejectFailing));
        if (listed) {
            member.warmUp(System.nanoTime()); // the first ones have nobody to take over from
        }
        target.pool().start();
        return member;
    }

    private void ejectFailing() {
        for (Member member : members.values()) {
            if (member.failsInRow()) {
                eject(member, "its calls fail, one after the other");
            }
        }
    }

    private void eject(Member member, String why) {
        long ejected = members.values().stream().filter(Member::isEjected).count();
        if (ejected >= settings.outliers().maxEjected(members.size())) {
            return;
        }
        String address = member.endpoint().address();
        LOG.warn("leaving {} out for {} for {}: {}", address, service, member.eject(System.nanoTime()), why);
        publish();
    }

    /** Has the balancer choose among those that can take calls from now on. */
    private void publish() {
        if (closed || !known) {
            return;
        }
        List<Member> all = List.copyOf(members.values());
        choice = new Choice(picker(candidates(all)), all);
    }

    /** Those that are ready; if none is, those that are not left out; if all are, all. */
    private static List<Member> candidates(Collection<Member> all) {
        List<Member> candidates = new ArrayList<>(all);
        candidates.removeIf(member -> member.isEjected() || !member.isReady());
        if (candidates.isEmpty()) {
            candidates.addAll(all);
            candidates.removeIf(Member::isEjected);
        }
        return candidates.isEmpty() ? List.copyOf(all) : candidates;
    }

    private @Nullable Picker picker(List<Member> candidates) {
        if (candidates.isEmpty()) {
            return null;
        }
        try {
            return balancer.over(candidates);
        } catch (RuntimeException e) {
            LOG.error("the balancer of {} failed; calls go to endpoints at random", service, e);
            return hash -> candidates.get(Math.floorMod(hash, candidates.size()));
        }
    }

    /** Runs a task that sees to it that a call ends, or ends it where the loop takes no more tasks. */
    private void execute(PendingCall call, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            call.end(CallFailure.notSent(StatusCode.UNAVAILABLE, "the client is closed", null));
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The client was closed, and the event loop with it.
        }
    }
}
