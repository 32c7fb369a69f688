package io.minirpc.gochat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.client.ModelServer.Group;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Limits;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A device against a model of the server, which loses a third of its pushes and whose answers and pushes arrive in any
 * order: two heartbeats after the last event the device shows everything, once and in order, and its badges and sums
 * are those of the server.
 */
class DevicePropertyTest {
    private static final int RUNS = 150;
    private static final int EVENTS = 60;
    private static final ScheduledExecutorService THREADS = Executors.newSingleThreadScheduledExecutor();

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    /** What a screen shows. */
    private static final class Screen implements ClientListener {
        private final Map<String, List<Message>> shown = new HashMap<>();
        private final Map<String, Long> badges = new HashMap<>();
        private final Map<String, Long> cursors = new HashMap<>();

        @Override
        public void shown(Message message) {
            shown.computeIfAbsent(message.conversation(), id -> new ArrayList<>())
                    .add(message);
        }

        @Override
        public void badge(String conversation, long unread) {
            badges.put(conversation, unread);
        }

        @Override
        public void cursor(String conversation, long read) {
            assertThat(read).isGreaterThan(cursors.getOrDefault(conversation, 0L));
            cursors.put(conversation, read);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void deviceHasEverythingTwoHeartbeatsAfterTheLastEvent(int pageSize) {
        for (int seed = 0; seed < RUNS; seed++) {
            run(seed, pageSize, pageSize == 3 ? 1 : Integer.MAX_VALUE, Rules.RIGHT);
        }
    }

    /** The model sees what a wrong rule does, so it sees what the right one avoids. */
    @Test
    void positionAsAMaximumIsFound() {
        assertThat(anyRunFails(new Rules() {
                    @Override
                    Arrival arrival(long position, Message message) {
                        return message.seq() <= position ? Arrival.DUPLICATE : Arrival.SHOW;
                    }
                }))
                .isTrue();
    }

    @Test
    void ownMessagesInTheBadgeAreFound() {
        assertThat(anyRunFails(new Rules() {
                    @Override
                    boolean counts(Message message, String user) {
                        return message.type().equals(MessageType.TEXT);
                    }
                }))
                .isTrue();
    }

    private static boolean anyRunFails(Rules rules) {
        for (int seed = 0; seed < RUNS; seed++) {
            try {
                run(seed, 100, 1, rules);
            } catch (AssertionError expected) {
                return true;
            }
        }
        return false;
    }

    private static void run(int seed, int pageSize, int pages, Rules rules) {
        Random random = new Random(seed);
        ModelServer server = new ModelServer(random, 6, pageSize);
        Screen screen = new Screen();
        Loop loop = new Loop(THREADS);
        ClientSettings settings = ClientSettings.of(URI.create("http://model/"), AccessTokens.fixed("token"), "device")
                .withPages(pages, 100);
        AtomicLong clock = new AtomicLong(); // a second between two looks: the sums alone have to say what is missing
        Device device = new Device(
                server,
                loop,
                new Retry(loop),
                () -> clock.addAndGet(TimeUnit.SECONDS.toNanos(1)),
                settings,
                screen,
                rules,
                cursor -> {});
        welcome(server, device);
        for (int i = 0; i < EVENTS; i++) {
            happen(server, device, random);
            for (int steps = random.nextInt(6); steps > 0; steps--) {
                server.step(device);
            }
        }
        for (int i = 0; i < 3; i++) {
            server.heartbeat();
            drain(server, device);
        }
        check(server, device, screen, "seed " + seed + ", pages of " + pageSize);
    }

    private static void happen(ModelServer server, Device device, Random random) {
        Group group = server.groups.get("g:" + (1 + random.nextInt(server.groups.size())));
        boolean lost = random.nextInt(3) == 0;
        int what = random.nextInt(20);
        if (!group.in && what < 12) {
            server.join(group, lost);
        } else if (what < 12) {
            server.send(group, random.nextInt(4) == 0 ? ModelServer.ME : "2", lost);
        } else if (what < 15) {
            server.read(group, random.nextInt((int) group.head() + 1), lost);
        } else if (what < 17 && group.in) {
            server.kick(group, lost);
        } else if (what < 19) {
            server.heartbeat();
        } else {
            server.cut(device);
            welcome(server, device);
        }
    }

    private static void welcome(ModelServer server, Device device) {
        device.welcomed(new Welcome(
                1,
                1,
                new User(ModelServer.ME, "me", "Me"),
                "session",
                1,
                "epoch",
                server.truth(),
                new Limits(16_384, 500, 25_000),
                null));
    }

    private static void drain(ModelServer server, Device device) {
        for (int i = 0; server.step(device); i++) {
            assertThat(i).as("steps without an end").isLessThan(10_000);
        }
    }

    private static void check(ModelServer server, Device device, Screen screen, String run) {
        Truth truth = server.truth();
        assertThat(device.inventory().sums()).as(run).isEqualTo(truth);
        for (Group group : server.groups.values()) {
            ConversationState known = device.inventory().find(group.id);
            if (known == null || !known.isStarted()) {
                continue; // it lies below the pages that this device lists
            }
            assertThat(screen.shown.getOrDefault(group.id, List.of()))
                    .as("%s, %s", run, group.id)
                    .isEqualTo(group.visible);
            assertThat(screen.badges.getOrDefault(group.id, 0L))
                    .as("badge, %s, %s", run, group.id)
                    .isEqualTo(group.unread(group.head()));
            assertThat(screen.cursors.getOrDefault(group.id, 0L))
                    .as("cursor, %s, %s", run, group.id)
                    .isEqualTo(group.read);
            if (group.head() > 0) {
                assertThat(server.acknowledged).as(run).containsEntry(group.id, group.head());
            }
        }
    }
}
