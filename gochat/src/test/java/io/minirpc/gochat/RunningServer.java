package io.minirpc.gochat;

import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.support.ChatClient;
import io.minirpc.gochat.support.HttpAccounts;
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
final class RunningServer implements AutoCloseable {
    final HttpClient http = HttpClient.newHttpClient();
    final HttpAccounts accounts;
    final HttpAccounts.Grant ada;
    final HttpAccounts.Grant bob;
    final String conversation;
    final URI address;
    private final Server server;
    private final List<ChatClient> clients = new ArrayList<>();

    RunningServer(Path data, String... settings) throws Exception {
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
        accounts = new HttpAccounts(http, address);
        ada = registered("ada");
        bob = registered("bob");
        conversation =
                ConversationId.of(Ids.parse(ada.user()), Ids.parse(bob.user())).toString();
    }

    /** Logs in who is there, since servers start again on the same file. */
    private HttpAccounts.Grant registered(String name) throws Exception {
        try {
            return accounts.register(name, "a password of " + name);
        } catch (java.io.IOException taken) {
            return accounts.logIn(name, "a password of " + name);
        }
    }

    /** Returns a client that is connected. */
    ChatClient client(HttpAccounts.Grant grant, String device) {
        ChatClient client = new ChatClient(http, address, grant, device);
        clients.add(client);
        await().atMost(Duration.ofSeconds(30)).until(client::isLive);
        return client;
    }

    Sent send(ChatClient client, String content) throws Exception {
        return client.send(conversation, content).get(30, TimeUnit.SECONDS);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        clients.forEach(ChatClient::close);
        server.close();
    }
}
