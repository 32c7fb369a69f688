package io.minirpc.gochat.client;

import java.util.HashMap;
import java.util.Map;

/** Who is writing, as a screen shows it: until a message of that user arrives, or for 6 s. Belongs to the loop. */
final class Typists {
    private static final long SHOWN_MS = 6_000;
    private static final int MAX = 1_000;

    private final Loop loop;
    private final ClientListener listener;
    private final Map<Typist, Long> typing = new HashMap<>();
    private long said;

    private record Typist(String conversation, String user) {}

    Typists(Loop loop, ClientListener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    void heard(String conversation, String user) {
        Typist typist = new Typist(conversation, user);
        if (typing.size() >= MAX && !typing.containsKey(typist)) {
            return;
        }
        long now = ++said;
        if (typing.put(typist, now) == null) {
            listener.typing(conversation, user, true);
        }
        loop.schedule(SHOWN_MS, () -> {
            if (typing.getOrDefault(typist, 0L) == now) {
                stop(conversation, user);
            }
        });
    }

    void stop(String conversation, String user) {
        if (typing.remove(new Typist(conversation, user)) != null) {
            listener.typing(conversation, user, false);
        }
    }
}
