package io.minirpc.gochat.support;

import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/** A device of a user with its screen: a client, and what it was told to show. Comes back within 100 ms. */
public final class TestDevice implements AutoCloseable {
    public final ChatClient client;
    private final String user;
    private final Map<String, List<Message>> shown = new ConcurrentHashMap<>();
    private final Map<String, Long> read = new ConcurrentHashMap<>();
    private final Map<String, Long> unread = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> typists = new ConcurrentHashMap<>();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final AtomicInteger drops = new AtomicInteger();
    private final AtomicInteger endCode = new AtomicInteger();

    public TestDevice(ClientResources resources, URI address, Grant grant, String device) {
        user = grant.user().id();
        ClientSettings settings = ClientSettings.of(address, AccessTokens.fixed(grant.accessToken()), device)
                .withBackoff(Duration.ofMillis(100), Duration.ofMillis(100));
        client = ChatClient.start(settings, resources, new Screen());
    }

    private final class Screen implements ClientListener {
        @Override
        public void shown(Message message) {
            shown.computeIfAbsent(message.conversation(), id -> new CopyOnWriteArrayList<>())
                    .add(message);
        }

        @Override
        public void gap(String conversation, long first) {
            shown.remove(conversation);
        }

        @Override
        public void dropped(String conversation) {
            drops.incrementAndGet();
            shown.remove(conversation);
        }

        @Override
        public void cursor(String conversation, long seq) {
            read.put(conversation, seq);
        }

        @Override
        public void badge(String conversation, long count) {
            unread.put(conversation, count);
        }

        @Override
        public void typing(String conversation, String user, boolean typing) {
            Set<String> users = typists.computeIfAbsent(conversation, id -> ConcurrentHashMap.newKeySet());
            if (typing) {
                users.add(user);
            } else {
                users.remove(user);
            }
        }

        @Override
        public void ended(int code, String reason) {
            endCode.set(code);
        }

        @Override
        public void receipt(Receipt receipt) {
            receipts.add(receipt);
        }
    }

    public String user() {
        return user;
    }

    public CompletableFuture<Sent> send(String conversation, String content) {
        return client.send(conversation, content);
    }

    public CompletableFuture<ServerFrame> ask(LongFunction<? extends ClientFrame.Request> request) {
        return client.ask(request);
    }

    /** Returns what is shown of a conversation, in order. */
    public List<Message> shown(String conversation) {
        return List.copyOf(shown.getOrDefault(conversation, List.of()));
    }

    /** Returns the user's read cursor as it is shown. */
    public long read(String conversation) {
        return read.getOrDefault(conversation, 0L);
    }

    /** Returns the badge. */
    public long unread(String conversation) {
        return unread.getOrDefault(conversation, 0L);
    }

    /** Returns those who are shown to be writing. */
    public Set<String> typists(String conversation) {
        return Set.copyOf(typists.getOrDefault(conversation, Set.of()));
    }

    /** Returns the receipts so far. */
    public List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** Returns how often it was told to drop its copy of a conversation. */
    public int drops() {
        return drops.get();
    }

    /** Returns the close code after which it stays away; 0 until then. */
    public int endCode() {
        return endCode.get();
    }

    public boolean isLive() {
        return client.isLive();
    }

    public long welcomes() {
        return client.welcomes();
    }

    @Override
    public void close() {
        client.close();
    }
}
