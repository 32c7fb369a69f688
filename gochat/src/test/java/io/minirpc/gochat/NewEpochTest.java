package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.localservers.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C9: a database is restored, and clients have copies of messages that it has no more. */
class NewEpochTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ClientResources resources = new ClientResources();
    private Server server;
    private TestDevice ada;
    private TestDevice bob;
    private Grant bobsGrant;
    private String conversation;

    @BeforeEach
    void open() throws Exception {
        server = start(FreePorts.next());
        Accounts accounts = new Accounts(resources.http(), address());
        Grant adasGrant = accounts.register("ada", "a password of ada");
        bobsGrant = accounts.register("bob", "a password of bob");
        conversation = ConversationId.of(
                        Ids.parse(adasGrant.user().id()),
                        Ids.parse(bobsGrant.user().id()))
                .toString();
        ada = device(adasGrant, "ada");
        bob = device(bobsGrant, "bob");
    }

    @AfterEach
    void close() {
        ada.close();
        bob.close();
        server.close();
        resources.close();
    }

    private Server start(int port) throws SettingsException {
        Map<String, String> settings = Map.of(
                "data",
                data().toString(),
                "port",
                Integer.toString(port),
                "demo",
                "no",
                "drain",
                "1ms",
                "heartbeat",
                "1s");
        return Server.start(SettingsReader.read(settings, Map.of(), null));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private TestDevice device(Grant grant, String name) {
        TestDevice device = new TestDevice(resources, address(), grant, name);
        await().atMost(BOUND).until(device::isLive);
        return device;
    }

    /** Does something to the data of a server that stands still. */
    @FunctionalInterface
    private interface Maintenance {
        void run() throws IOException;
    }

    private void during(Maintenance maintenance) throws Exception {
        int port = server.port();
        server.close();
        maintenance.run();
        server = start(port);
    }

    private void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void newEpoch() {
        assertThat(GochatAdmin.commandLine(Map.of()).execute("new-epoch", "--data", data().toString()))
                .isZero();
    }

    private void sendAndAwait(String... contents) throws Exception {
        for (String content : contents) {
            ada.send(conversation, content).get(30, TimeUnit.SECONDS);
        }
        awaitLast(contents[contents.length - 1]);
    }

    private void awaitLast(String content) {
        for (TestDevice device : List.of(ada, bob)) {
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(contents(device)).last().isEqualTo(content));
        }
    }

    private List<String> contents(TestDevice device) {
        return device.shown(conversation).stream().map(Message::content).toList();
    }

    private void bobReads(long seq) {
        var unused = bob.client.read(conversation, seq);
        await().atMost(BOUND).until(() -> bob.read(conversation) == seq);
    }

    @Test
    void clientsDropTheirCopiesAfterARestore() throws Exception {
        Path backup = folder.resolve("backup");
        sendAndAwait("kept 1", "kept 2", "kept 3");
        bobReads(2);
        during(() -> copy(data(), backup));
        sendAndAwait("lost 4", "lost 5");
        bobReads(5);

        during(() -> {
            copy(backup, data());
            newEpoch();
        });

        awaitLast("kept 3");
        await().atMost(BOUND).until(() -> bob.read(conversation) == 2 && bob.unread(conversation) == 1);
        sendAndAwait("new 4");
        TestDevice fresh = device(bobsGrant, "fresh");
        await().atMost(BOUND).until(() -> contents(fresh).size() == 4);
        fresh.close();
        assertThat(List.of(ada, bob, fresh)).allSatisfy(device -> {
            assertThat(contents(device)).containsExactly("kept 1", "kept 2", "kept 3", "new 4");
            assertThat(device.shown(conversation)).extracting(Message::seq).containsExactly(1L, 2L, 3L, 4L);
        });
        assertThat(List.of(ada.drops(), bob.drops())).containsExactly(1, 1);
    }
}
