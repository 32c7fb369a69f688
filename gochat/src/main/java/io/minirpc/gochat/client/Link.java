package io.minirpc.gochat.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: texts in, lines out. Belongs to the loop; what the socket's own threads bring goes there. The next
 * text is asked for when the one before was handled, so a slow client slows its server.
 */
final class Link {
    private static final int MAX_TEXT = 512 << 10;
    private static final int MAX_LINES_AT_ONCE = 50;
    private static final int MAX_CHARS_AT_ONCE = 32 << 10;
    private static final int MAX_QUEUED = 10_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int ABNORMAL = 1006;

    /** What a link tells, on the loop. After {@code lost} nothing more comes. */
    interface Events {
        void opened();

        void received(String text);

        void lost(int code, String reason);
    }

    private final Loop loop;
    private final Events events;
    private final Queue<String> queue = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean writing;
    private boolean over;
    private boolean paused;
    private boolean waitsToRead;

    private Link(Loop loop, Events events) {
        this.loop = loop;
        this.events = events;
    }

    static Link open(HttpClient http, URI gateway, Loop loop, Events events) {
        Link link = new Link(loop, events);
        var unused = http.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(socketOf(gateway), link.new Listener())
                .whenComplete((socket, failure) -> loop.execute(() -> link.opened(socket, failure)));
        return link;
    }

    /** Returns the address of the WebSocket of a server. */
    static URI socketOf(URI gateway) {
        String scheme = gateway.getScheme();
        boolean secure = "https".equals(scheme) || "wss".equals(scheme);
        return URI.create((secure ? "wss://" : "ws://") + gateway.getAuthority() + "/ws");
    }

    private void opened(@Nullable WebSocket opened, @Nullable Throwable failure) {
        if (failure != null || opened == null) {
            lost(ABNORMAL, "not reachable: " + (failure == null ? "" : failure.getMessage()));
        } else if (over) {
            opened.abort();
        } else {
            socket = opened;
            events.opened();
        }
    }

    void write(String line) {
        if (over || socket == null) {
            return;
        }
        if (queue.size() >= MAX_QUEUED) {
            lost(ABNORMAL, "the server reads nothing");
            return;
        }
        queue.add(line);
        flush();
    }

    /** A WebSocket takes one text after the other only; what gathers meanwhile goes together. */
    private void flush() {
        WebSocket to = socket;
        if (writing || over || to == null || queue.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(queue.remove());
        for (int i = 1; i < MAX_LINES_AT_ONCE && nextFits(text); i++) {
            text.append('\n').append(queue.remove());
        }
        writing = true;
        var unused = to.sendText(text, true)
                .whenComplete((sent, failure) -> loop.execute(() -> {
                    writing = false;
                    if (failure != null) {
                        lost(ABNORMAL, "could not write: " + failure.getMessage());
                    } else {
                        flush();
                    }
                }));
    }

    private boolean nextFits(CharSequence text) {
        String next = queue.peek();
        return next != null && text.length() + next.length() < MAX_CHARS_AT_ONCE;
    }

    /** Stops or goes on reading; what is on its way stays in the buffers of both sides. */
    void pause(boolean stop) {
        paused = stop;
        if (!stop && waitsToRead) {
            readOn();
        }
    }

    private void readOn() {
        waitsToRead = paused;
        if (!paused && !over && socket != null) {
            socket.request(1);
        }
    }

    /** Breaks the connection without a close. */
    void abort(int code, String reason) {
        lost(code, reason);
    }

    /** Closes the connection as a client that leaves does. */
    void close() {
        WebSocket to = socket;
        if (!over && to != null) {
            over = true;
            var unused = to.sendClose(1001, "").whenComplete((sent, failure) -> to.abort());
        }
        over = true;
    }

    private void lost(int code, String reason) {
        if (over) {
            return;
        }
        over = true;
        queue.clear();
        if (socket != null) {
            socket.abort();
        }
        events.lost(code, reason);
    }

    private void received(String text) {
        if (!over) {
            try {
                events.received(text);
            } finally {
                readOn(); // also where a listener failed
            }
        }
    }

    /** Runs on the threads of the socket, one call at a time. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (text.length() + data.length() > MAX_TEXT) {
                loop.execute(() -> lost(1009, "a frame of more than " + MAX_TEXT + " characters"));
                return null;
            }
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                loop.execute(() -> Link.this.received(whole));
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            loop.execute(() -> lost(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            loop.execute(() -> lost(ABNORMAL, String.valueOf(error.getMessage())));
        }
    }
}
