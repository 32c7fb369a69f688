package io.minirpc.gochat.cli;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Member;
import io.minirpc.gochat.frame.ServerFrame.Members;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The names of users and conversations, asked for once. Where there is none, the id stands for it. Blocks; not
 * thread-safe.
 */
final class Names {
    private static final int MAX_PAGES = 50;
    private static final int PAGE = 200;
    private static final int MAX_KNOWN = 50_000;

    private final Online online;
    private final Map<String, String> users = new HashMap<>();
    private final Map<String, String> conversations = new HashMap<>();
    private final Set<String> askedFor = new HashSet<>(); // conversation and user

    Names(Online online) {
        this.online = online;
        users.put(online.session().user(), online.session().display());
    }

    void learn(Conversation entry) {
        if (conversations.size() + users.size() > MAX_KNOWN) {
            conversations.clear();
            users.clear();
            askedFor.clear();
        }
        conversations.put(entry.id(), nameOf(entry));
        if (entry.peer() != null) {
            users.put(entry.peer().id(), entry.peer().display());
        }
    }

    static String nameOf(Conversation entry) {
        if (entry.peer() != null) {
            return entry.peer().display();
        }
        return entry.group() == null ? entry.id() : entry.group().name();
    }

    /** A group got another name, or other members. */
    void forget(String conversation) {
        conversations.remove(conversation);
        askedFor.removeIf(asked -> asked.startsWith(conversation + " "));
    }

    String conversation(String id) throws InterruptedException {
        if (!conversations.containsKey(id)) {
            try {
                Listed listed = (Listed) online.await(online.client()
                        .ask(request -> new ClientFrame.ListConversations(request, null, List.of(id), null)));
                listed.conversations().forEach(this::learn);
            } catch (IOException | TimeoutException | RuntimeException e) {
                return id; // asked for again with the next message
            }
        }
        return conversations.getOrDefault(id, id);
    }

    String user(String conversation, String id) throws InterruptedException {
        if (!users.containsKey(id) && askedFor.add(conversation + " " + id)) {
            try {
                if (conversation.startsWith("g:")) {
                    learnMembers(conversation, id);
                } else {
                    conversation(conversation);
                }
            } catch (IOException | TimeoutException | RuntimeException e) {
                askedFor.remove(conversation + " " + id);
            }
        }
        return users.getOrDefault(id, id);
    }

    private void learnMembers(String conversation, String wanted)
            throws IOException, InterruptedException, TimeoutException {
        String after = null;
        for (int i = 0; i < MAX_PAGES && !users.containsKey(wanted); i++) {
            Members page = online.await(online.client().members(conversation, after, PAGE));
            for (Member member : page.members()) {
                users.put(member.user().id(), member.user().display());
                after = member.user().id();
            }
            if (!page.more() || page.members().isEmpty()) {
                return;
            }
        }
    }

    /** Returns the names of some users, or their number where they are many. */
    String users(String conversation, @Nullable List<String> ids) throws InterruptedException {
        if (ids == null || ids.size() > 10) {
            return (ids == null ? 0 : ids.size()) + " users";
        }
        StringBuilder names = new StringBuilder();
        for (String id : ids) {
            names.append(names.length() == 0 ? "" : ", ").append(user(conversation, id));
        }
        return names.toString();
    }
}
