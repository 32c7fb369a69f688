package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The log of a run: what was asked, what was answered, and what each screen showed, each with its time. It keeps 12
 * bytes for each message on each screen. Thread-safe.
 */
final class History {
    private final LongSupplier nanos;
    private final long start;
    private final Payloads payloads;
    private final Invocations invocations = new Invocations();
    private final Map<String, Integer> users = new LinkedHashMap<>();
    private final List<String> userNames = new ArrayList<>();
    private final Map<String, ConversationLog> conversations = new LinkedHashMap<>();
    private final List<ConversationLog> byIndex = new ArrayList<>();
    private final List<ScreenLog> screens = new ArrayList<>();

    /** @param nanos a clock as {@link System#nanoTime} */
    History(Payloads payloads, LongSupplier nanos) {
        this.payloads = payloads;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Returns the time since the start in nanoseconds. */
    long now() {
        return nanos.getAsLong() - start;
    }

    Payloads payloads() {
        return payloads;
    }

    /** Adds a user, and returns his number. */
    synchronized int user(String id, String name) {
        Integer known = users.get(id);
        if (known != null) {
            return known;
        }
        int index = userNames.size();
        users.put(id, index);
        userNames.add(name);
        return index;
    }

    /** Returns the numbers of the users by their ids. */
    synchronized Map<String, Integer> users() {
        return Map.copyOf(users);
    }

    /** Returns the number of a user, or {@link ConversationLog#FOREIGN}. */
    synchronized int userNumber(String id) {
        return users.getOrDefault(id, ConversationLog.FOREIGN);
    }

    synchronized String userName(int user) {
        return user < 0 ? "somebody else" : userNames.get(user);
    }

    /** Adds a screen of a user; {@code fresh} for a new device that reads everything after the end. */
    synchronized ScreenLog screen(int user, String name, boolean fresh) {
        ScreenLog screen = new ScreenLog(this, screens.size(), user, name, fresh);
        screens.add(screen);
        return screen;
    }

    synchronized List<ScreenLog> screens() {
        return List.copyOf(screens);
    }

    synchronized ScreenLog screen(int index) {
        return screens.get(index);
    }

    /** Returns the log of a conversation, which begins with the first call. */
    synchronized ConversationLog conversation(String id) {
        return conversations.computeIfAbsent(id, key -> {
            ConversationLog log = new ConversationLog(byIndex.size(), key);
            byIndex.add(log);
            return log;
        });
    }

    synchronized ConversationLog conversation(int index) {
        return byIndex.get(index);
    }

    synchronized List<ConversationLog> conversations() {
        return List.copyOf(byIndex);
    }

    Invocations invocations() {
        return invocations;
    }

    /** Logs a message before it is sent; its content is that of the returned number. */
    int sends(ScreenLog screen, String conversation) {
        return invocations.invoke(Invocations.Kind.TEXT, conversation(conversation).index, screen.index, now());
    }

    /** Logs a change of a conversation before it is sent. */
    int changes(ScreenLog screen, String conversation) {
        return invocations.invoke(Invocations.Kind.CHANGE, conversation(conversation).index, screen.index, now());
    }

    void sent(int number, long seq, String messageId) {
        invocations.sent(number, seq, messageId, now());
    }

    void refused(int number, String code) {
        invocations.refused(number, code, now());
    }

    /** Logs a sighting; returns the number of its conversation, or -1 where its seq cannot be logged. */
    int see(Message message, int screen) {
        ConversationLog conversation = conversation(message.conversation());
        int sender = userNumber(message.from());
        return conversation.see(message, sender, payload(message), screen, now()) ? conversation.index : -1;
    }

    private int payload(Message message) {
        return switch (message.type()) {
            case MessageType.TEXT -> payloads.read(message.content());
            case MessageType.RECALLED -> ConversationLog.RECALLED;
            case MessageType.RECALL, MessageType.SYSTEM -> ConversationLog.NOTE;
            default -> ConversationLog.FOREIGN;
        };
    }
}
