package io.minirpc.client;

import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Picker;
import io.minirpc.discovery.Endpoint;
import io.minirpc.internal.ThrottledLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The endpoints of a service: who they are, who of them is connected, left out or new. What that means for calls is
 * published as an {@link EndpointSnapshot}. Everything else runs on one event loop.
 */
final class Membership {
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(ClientLog.NAME));

    private final String service;
    private final RouterSettings settings;
    private final SharedPools pools;
    private final Runnable changed;
    private final Executor loop;
    private final Balancer balancer;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private boolean established;
    private long nextSweepNanos;

    /** Null before any endpoints are known. */
    private volatile @Nullable EndpointSnapshot snapshot;

    /** @param changed run when connections to the endpoints become ready or end, on any thread */
    Membership(String service, RouterSettings settings, SharedPools pools, Runnable changed, Executor loop) {
        this.service = service;
        this.settings = settings;
        this.pools = pools;
        this.changed = changed;
        this.loop = loop;
        balancer = settings.balancer(service);
        nextSweepNanos = System.nanoTime() + settings.outliers().intervalNanos();
    }

    /** Returns the endpoints to choose from, on any thread; null before any are known. */
    @Nullable
    EndpointSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Takes a list over in place of the one before.
     *
     * @param authoritative whether it is the registry's: who joins after such a list warms up, since others are there
     *     to carry the load
     */
    void replace(List<Endpoint> endpoints, boolean authoritative) {
        Map<String, Member> before = Map.copyOf(members);
        members.clear();
        for (Endpoint endpoint : endpoints) {
            String address = endpoint.address();
            Member member = before.get(address);
            if (member == null) {
                member = members.get(address);
            }
            if (member == null) {
                member = join(endpoint);
            }
            member.endpoint(endpoint);
            members.put(address, member);
        }
        established |= authoritative;
        choose();
        before.keySet().stream()
                .filter(address -> !members.containsKey(address))
                .forEach(address -> {
                    pools.release(address, changed);
                });
    }

    /** Looks after the endpoints, about once a second. */
    void tick(long nowNanos) {
        boolean changed = false;
        for (Member member : members.values()) {
            changed |= member.tick(nowNanos);
        }
        if (nowNanos - nextSweepNanos >= 0) {
            nextSweepNanos = nowNanos + settings.outliers().intervalNanos();
            members.values().forEach(Member::endInterval);
            ejectThose(Member::failedTooOften, Member::failedMostly, "too many of its calls fail");
        }
        if (changed) {
            choose();
        }
    }

    /** Has the balancer choose from now on among those that can take calls now. */
    void connectionsChanged() {
        if (snapshot != null) {
            choose();
        }
    }

    private Member join(Endpoint endpoint) {
        ConnectionPool pool = pools.acquire(endpoint, changed);
        Member member = new Member(
                endpoint, pool, settings.outliers(), settings.slowStart(), () -> loop.execute(this::ejectFailing));
        if (established) {
            member.warmUp(System.nanoTime());
        }
        pool.start();
        return member;
    }

    private void ejectFailing() {
        ejectThose(Member::failsInRow, Member::failsInRow, "its calls fail, one after the other");
    }

    /**
     * Leaves out those that are too bad, where another one does better. Where none does, what they depend on is the
     * cause, and those that were left out before are taken up again.
     *
     * @param bad what another one must not be to do better
     */
    private void ejectThose(Predicate<Member> tooBad, Predicate<Member> bad, String why) {
        List<Member> worst = members.values().stream()
                .filter(member -> !member.isEjected() && tooBad.test(member))
                .toList();
        if (worst.isEmpty()) {
            return;
        }
        if (members.values().stream().anyMatch(member -> member.isUsable() && !bad.test(member))) {
            worst.forEach(member -> eject(member, why));
        } else {
            readmitAll();
        }
    }

    private void readmitAll() {
        List<Member> ejected =
                members.values().stream().filter(Member::isEjected).toList();
        if (!ejected.isEmpty()) {
            log.warn("taking all endpoints of {} up again: those that were not left out fail too", service);
            ejected.forEach(Member::readmit);
            choose();
        }
    }

    private void eject(Member member, String why) {
        long ejected = members.values().stream().filter(Member::isEjected).count();
        if (ejected >= settings.outliers().maxEjected(members.size())) {
            return;
        }
        String address = member.endpoint().address();
        log.warn("leaving {} out for {} for {}: {}", address, service, member.eject(System.nanoTime()), why);
        choose();
    }

    private void choose() {
        List<Member> all = List.copyOf(members.values());
        snapshot = new EndpointSnapshot(picker(candidates(all)), all);
    }

    /**
     * Returns those that are ready and not left out; if there is none, those that are ready, for a call fails for
     * certain where there is no connection; then those that are not left out, then all.
     */
    private static List<Member> candidates(List<Member> all) {
        return Stream.<Predicate<Member>>of(Member::isUsable, Member::isReady, member -> !member.isEjected())
                .map(eligible -> all.stream().filter(eligible).toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(all);
    }

    private @Nullable Picker picker(List<Member> candidates) {
        if (candidates.isEmpty()) {
            return null;
        }
        try {
            return balancer.over(candidates);
        } catch (Throwable e) {
            log.error("the balancer of {} failed; calls go to endpoints at random", service, e);
            return hash -> candidates.get(Math.floorMod(hash, candidates.size()));
        }
    }
}
