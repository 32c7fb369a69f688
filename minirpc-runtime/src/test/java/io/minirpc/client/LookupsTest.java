package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupsTest {
    private static final List<InetAddress> FOUND = List.of(InetAddress.getLoopbackAddress());

    private final CountDownLatch nameServerAnswers = new CountDownLatch(1);
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Lookups lookups = new Lookups(this::resolve);

    @AfterEach
    void answer() {
        nameServerAnswers.countDown();
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        int times = asked.computeIfAbsent(host, name -> new AtomicInteger()).incrementAndGet();
        if (host.startsWith("mute") || (host.startsWith("slow") && times > 1)) {
            awaitQuietly(nameServerAnswers, Long.MAX_VALUE);
        } else if (host.startsWith("slow")) {
            awaitQuietly(nameServerAnswers, 1_100); // the slowness of a name server is the point
        } else if (host.startsWith("broken")) {
            throw new StackOverflowError("in the resolver");
        } else if (host.startsWith("unknown")) {
            throw new UnknownHostException(host);
        }
        return FOUND;
    }

    private static void awaitQuietly(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Promise<List<InetAddress>> start(String host) {
        Promise<List<InetAddress>> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        lookups.start(host, promise);
        return promise;
    }

    private int asked(String host) {
        AtomicInteger times = asked.get(host);
        return times == null ? 0 : times.get();
    }

    @Test
    void hangingNameIsLookedUpOnceForAllWhoAsk() {
        List<Promise<List<InetAddress>>> promises = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            promises.add(start("mute.test"));
        }
        assertThat(start("good.test").awaitUninterruptibly().getNow()).isEqualTo(FOUND);
        await().until(() -> asked("mute.test") == 1); // by another thread, which may start later
        assertThat(promises).noneMatch(Promise::isDone);
        nameServerAnswers.countDown();
        assertThat(promises)
                .allMatch(promise -> promise.awaitUninterruptibly().getNow().equals(FOUND));
        assertThat(asked("mute.test")).isOne();
    }

    @Test
    void namesThatWereSlowLeaveRoomForOthers() {
        List<Promise<List<InetAddress>>> first = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            first.add(start("slow" + i + ".test"));
        }
        first.forEach(Promise::awaitUninterruptibly);
        for (int i = 0; i < 32; i++) {
            start("slow" + i + ".test"); // hangs now
        }
        await().until(() -> asked("slow31.test") == 2);
        assertThat(start("good.test").awaitUninterruptibly().getNow()).isEqualTo(FOUND);
    }

    @Test
    void threadsAreBounded() {
        List<Promise<List<InetAddress>>> promises = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            promises.add(start("mute" + i + ".test"));
        }
        await().until(() -> asked.size() == 32);
        assertThat(promises).noneMatch(Promise::isDone);
        nameServerAnswers.countDown();
        assertThat(promises)
                .allMatch(promise -> promise.awaitUninterruptibly().getNow().equals(FOUND));
    }

    @Test
    void lookupThatNobodyWaitsForIsNotMade() {
        for (int i = 0; i < 32; i++) {
            start("mute" + i + ".test");
        }
        Promise<List<InetAddress>> unwanted = start("unwanted.test");
        Promise<List<InetAddress>> wanted = start("wanted.test");
        lookups.cancel("unwanted.test", unwanted);
        nameServerAnswers.countDown();
        assertThat(wanted.awaitUninterruptibly().getNow()).isEqualTo(FOUND);
        await().until(() -> asked("wanted.test") == 1);
        assertThat(asked("unwanted.test")).isZero();
        assertThat(start("unwanted.test").awaitUninterruptibly().getNow()).isEqualTo(FOUND);
    }

    @Test
    void cancelledPromiseIsNotCompleted() {
        Promise<List<InetAddress>> cancelled = start("mute.test");
        Promise<List<InetAddress>> other = start("mute.test");
        lookups.cancel("mute.test", cancelled);
        nameServerAnswers.countDown();
        assertThat(other.awaitUninterruptibly().getNow()).isEqualTo(FOUND);
        assertThat(cancelled.isDone()).isFalse();
    }

    @Test
    void failuresOfTheResolverAreTold() {
        assertThat(start("broken.test").awaitUninterruptibly().cause()).isInstanceOf(StackOverflowError.class);
        assertThat(start("unknown.test").awaitUninterruptibly().cause()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void resultsAreNotKept() {
        start("good.test").awaitUninterruptibly();
        start("good.test").awaitUninterruptibly();
        assertThat(asked("good.test")).isEqualTo(2);
    }

    @Test
    void threadsAreDaemonsAndEndWhenIdle() {
        CountDownLatch started = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        Lookups idle = new Lookups(host -> {
            thread[0] = Thread.currentThread();
            started.countDown();
            return FOUND;
        });
        idle.start("good.test", ImmediateEventExecutor.INSTANCE.newPromise());
        awaitQuietly(started, 20_000);
        assertThat(thread[0].isDaemon()).isTrue();
        await().until(() -> !thread[0].isAlive());
    }
}
