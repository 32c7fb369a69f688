package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minirpc.gochat.check.Clients;
import io.minirpc.gochat.check.GochatCheck;
import io.minirpc.gochat.client.WrongClients;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.store.CursorStore;
import io.minirpc.gochat.store.CursorStore.Move;
import io.minirpc.gochat.store.CursorStore.Moved;
import io.minirpc.gochat.store.CursorStore.Progress;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Stores;
import io.minirpc.tests.servers.RequiresMariaDb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The history checker finds each bug that is planted into a whole server or client, from outside, and finds nothing
 * where the same disturbance meets the server as it is.
 */
@Tag("chaos")
@Timeout(240)
class PlantedBugsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Only heartbeats heal what a push did not bring, and they come too late. */
    private static final String[] WITHOUT_HEARTBEAT = {"--within", "20s", "--tail", "3s"};

    private static final String[] WITH_HEARTBEAT = {"--within", "20s", "--tail", "8s"};

    @TempDir
    Path data;

    private Routes routes = new MemoryRoutes();
    private Bus bus = new MemoryBus();
    private UnaryOperator<Stores> stores = UnaryOperator.identity();
    private Clients clients = Clients.RIGHT;
    private String heartbeat = "50s";
    private Map<String, String> database = Map.of();

    @BeforeEach
    void keepInAFile() {
        database = Map.of("data", data.toString(), "sync", "process");
    }

    /** Runs the checker against a server, and returns the kinds of its findings. */
    private Set<String> found(String... flags) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("port", "0", "demo", "no", "drain", "1ms"));
        settings.putAll(database);
        settings.put("heartbeat", heartbeat);
        settings.put("registrations", "100");
        Routing routing = new Routing(routes, new MemoryGroupGateways(), bus);
        try (Server server = Server.start(SettingsReader.read(settings, Map.of(), null), given -> routing, stores)) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--url",
                    "ws://127.0.0.1:" + server.port(),
                    "--users",
                    "5",
                    "--messages",
                    "250",
                    "--rate",
                    "100",
                    "--groups",
                    "6",
                    "--devices",
                    "2",
                    "--seed",
                    "7",
                    "--json"));
            arguments.addAll(Arrays.asList(flags));
            return kinds(arguments.toArray(String[]::new));
        }
    }

    private Set<String> kinds(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = GochatCheck.run(
                clients, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err), arguments);
        Set<String> kinds = new TreeSet<>();
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        JsonNode summary = JSON.readTree(lines[lines.length - 1]).get("summary");
        assertThat(summary).as(out + "\n" + err).isNotNull();
        summary.get("findings").fieldNames().forEachRemaining(kinds::add);
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(kinds.isEmpty() ? 0 : 1);
        return kinds;
    }

    @Test
    void serverAsItIsHasNoFindingsWhateverIsLostDoubledOrBroken() throws Exception {
        heartbeat = "1s";
        bus = new PlantedBus(new LosingPushes(10));
        stores = all -> all.withSends(new PlantedSends.UnknownOutcomes(all.sends()));

        assertThat(found("--faults", "disconnect,slow", "--within", "20s", "--tail", "6s"))
                .isEmpty();
    }

    @Test
    @Tag("soak")
    void serverThatIsNotDisturbedHasNoFindings() throws Exception {
        assertThat(found(WITHOUT_HEARTBEAT)).isEmpty();
    }

    @Test
    @Tag("soak")
    void answerBeforeTheCommitIsFound() throws Exception {
        stores = all -> all.withSends(new PlantedSends.AnswerBeforeCommit(all.sends()));

        assertThat(found("--tail", "500ms")).containsAnyOf("LOST", "DISAGREE");
    }

    @Test
    void seqFromMemoryIsFound() throws Exception {
        stores = all -> all.withSends(new PlantedSends.SeqFromMemory(all.sends()));

        assertThat(found("--tail", "500ms")).contains("GAP");
    }

    @Test
    @Tag("soak")
    void noDedupIsFound() throws Exception {
        stores = all -> all.withSends(new PlantedSends.ForgetfulDedup(all.sends(), false));

        assertThat(found("--tail", "500ms")).contains("DUPLICATED");
    }

    @Test
    @Tag("soak")
    void dedupInMemoryOnlyIsFound() throws Exception {
        stores = all -> all.withSends(new PlantedSends.ForgetfulDedup(all.sends(), true));

        assertThat(found("--tail", "500ms")).contains("DUPLICATED");
    }

    @Test
    @Tag("soak")
    void missingPushAfterAnAnswerFromDedupIsFound() throws Exception {
        AtomicReference<PlantedSends.UnknownOutcomes> sends = new AtomicReference<>();
        bus = new PlantedBus((push, message) -> isUnknown(sends.get(), message) ? List.of() : List.of(push));
        stores = all -> {
            sends.set(new PlantedSends.UnknownOutcomes(all.sends()));
            return all.withSends(sends.get());
        };

        assertThat(found(WITHOUT_HEARTBEAT)).contains("LOST");
    }

    private static boolean isUnknown(PlantedSends.UnknownOutcomes sends, Message message) {
        return message.clientMsgId() != null && sends.ids().contains(message.clientMsgId());
    }

    @Test
    @Tag("soak")
    void pushAfterAnAnswerFromDedupIsNoFinding() throws Exception {
        stores = all -> all.withSends(new PlantedSends.UnknownOutcomes(all.sends()));

        assertThat(found(WITHOUT_HEARTBEAT)).isEmpty();
    }

    @Test
    @Tag("soak")
    void lateCloseThatRemovesTheNewRouteIsFound() throws Exception {
        routes = new Routes() {
            private final MemoryRoutes inner = new MemoryRoutes();

            @Override
            public CompletionStage<Void> add(long user, Route route) {
                return inner.add(user, route);
            }

            @Override
            public CompletionStage<Void> remove(long user, String connection) {
                return inner.find(List.of(user))
                        .thenAccept(found -> found.getOrDefault(user, List.of())
                                .forEach(route -> inner.remove(user, route.connection())));
            }

            @Override
            public CompletionStage<Map<Long, List<Route>>> find(Collection<Long> users) {
                return inner.find(users);
            }
        };

        assertThat(found("--faults", "disconnect", "--within", "20s", "--tail", "3s"))
                .contains("LOST");
    }

    @Test
    @Tag("soak")
    void memberCacheByConversationOnlyIsFound() throws Exception {
        bus = PlantedBus.withStaleMembers();

        assertThat(found(WITHOUT_HEARTBEAT)).contains("OUTSIDER");
    }

    @Test
    @Tag("soak")
    void spanAndHeadInTwoStatementsAreFound() throws Exception {
        heartbeat = "1s";
        stores = all -> all.withInbox(new PlantedInbox.SpanThenHead(all.inbox()));

        assertThat(found("--faults", "disconnect", "--tail", "1s")).contains("OUTSIDER");
    }

    @Test
    @Tag("soak")
    void positionAsAMaximumIsFound() throws Exception {
        bus = new PlantedBus(new LosingPushes(10));
        clients = WrongClients::positionAsMaximum;

        assertThat(found("--tail", "500ms")).contains("GAP");
    }

    @Test
    @Tag("soak")
    void ownSendsThatCountAreFound() throws Exception {
        clients = WrongClients::ownSendsCounted;

        assertThat(found("--tail", "500ms")).contains("BADGE");
    }

    @Test
    @Tag("soak")
    void toldInsteadOfTrueHeartbeatsAreFound() throws Exception {
        heartbeat = "3s"; // a client that starves for two heartbeats would come back, and be healed by that
        LosingPushes lost = new LosingPushes(3);
        bus = new PlantedBus(lost);
        stores = all -> all.withInbox(new PlantedInbox.ToldSums(all.inbox(), lost));

        assertThat(found(WITH_HEARTBEAT)).contains("LOST");
    }

    @Test
    @Tag("soak")
    void lostPushesHealByTrueHeartbeats() throws Exception {
        heartbeat = "1s";
        bus = new PlantedBus(new LosingPushes(3));

        assertThat(found(WITH_HEARTBEAT)).isEmpty();
    }

    @Test
    @Tag("soak")
    void cursorToldBeforeItsCommitIsFound() throws Exception {
        stores = all -> all.withCursors(new ToldBeforeCommit(all.cursors()));

        assertThat(found("--tail", "500ms")).contains("CURSOR_NOT_KEPT");
    }

    /** Every batch is told, and one of three is never committed. */
    private static final class ToldBeforeCommit implements CursorStore {
        private final CursorStore inner;
        private int batches;

        ToldBeforeCommit(CursorStore inner) {
            this.inner = inner;
        }

        @Override
        public List<Moved> move(List<Move> moves) {
            return ++batches % 3 == 0
                    ? moves.stream().map(ToldBeforeCommit::told).toList()
                    : inner.move(moves);
        }

        private static Moved told(Move move) {
            Progress after = new Progress(Math.max(0, move.read()), move.delivered());
            return new Moved(move, new Progress(0, 0), after, 0, Math.max(after.read(), after.delivered()), true);
        }
    }

    @Test
    @RequiresMariaDb
    @Tag("soak")
    void columnThatReadsAnAssignedOneIsFoundOnMariaDb() throws Exception {
        database = Map.of("mysql", Fleet.Servers.MARIADB.url());
        try (Database beside = Database.openServer(Fleet.Servers.MARIADB.url())) {
            stores = all -> all.withCursors(new PlantedCursors(all.cursors(), beside));

            assertThat(found(WITHOUT_HEARTBEAT)).contains("BADGE");
        }
    }

    /** Which is why tests on H2 do not suffice. */
    @Test
    @Tag("soak")
    void columnThatReadsAnAssignedOneIsNoFindingOnH2() throws Exception {
        try (Database beside = Database.openFile(data.resolve("gochat"), false)) {
            stores = all -> all.withCursors(new PlantedCursors(all.cursors(), beside));

            assertThat(found(WITHOUT_HEARTBEAT)).isEmpty();
        }
    }

    @Test
    @Tag("soak")
    void retransmissionShownTwiceIsFound() throws Exception {
        bus = PlantedBus.doubling();
        clients = WrongClients::retransmissionsShown;

        assertThat(found("--tail", "500ms")).contains("DUPLICATED");
    }

    @Test
    @Tag("soak")
    void doubledPushesAreNoFinding() throws Exception {
        bus = PlantedBus.doubling();

        assertThat(found("--tail", "500ms")).isEmpty();
    }
}
