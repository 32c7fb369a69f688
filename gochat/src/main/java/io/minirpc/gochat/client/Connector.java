package io.minirpc.gochat.client;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrameCodec;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Bye;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.frame.ServerFrameCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that comes back by itself: hello, requests with their answers, silence. Belongs to the loop; knows no
 * conversations.
 */
final class Connector implements Wire {
    private static final Logger log = LoggerFactory.getLogger(Connector.class);
    private static final int VERSION = 1;
    private static final long HELLO_MS = 10_000;
    private static final long ANSWER_MS = 30_000;
    private static final double SILENT_HEARTBEATS = 2.2; // two, and a little for the network
    private static final Pattern ANSWER_ID =
            Pattern.compile("^\\s*\\{\\s*\"[^\"]{1,64}\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*(\\d{1,16})\\b");

    /** What a connector tells. */
    interface Events {
        void welcomed(Welcome welcome);

        /** The pushes of one WebSocket frame. */
        void received(List<ServerFrame> pushes);

        void lost(int code, String reason);

        void ended(int code, String reason);
    }

    private final HttpClient http;
    private final Loop loop;
    private final ClientSettings settings;
    private final Events events;
    private final Requests requests = new Requests();
    private final Comeback comeback;

    private @Nullable Link link;
    private boolean wanted;
    private boolean live;
    private boolean paused;
    private int tries;
    private long heartbeatMs = 25_000;
    private long heardNanos;

    Connector(HttpClient http, Loop loop, ClientSettings settings, Events events) {
        this.http = http;
        this.loop = loop;
        this.settings = settings;
        this.events = events;
        comeback = new Comeback(settings);
    }

    @Override
    public boolean isLive() {
        return live;
    }

    /** Connects, if it does not already. */
    void start() {
        if (!wanted) {
            wanted = true;
            connect(++tries, false);
        }
    }

    /** Breaks the connection without a close, and stays away. */
    void leave() {
        wanted = false;
        tries++;
        cut();
    }

    /** Closes the connection, and stays away. */
    void close() {
        wanted = false;
        tries++;
        if (link != null) {
            link.close();
            link = null;
        }
        live = false;
        requests.lost();
    }

    /** Breaks the connection without a close. */
    void cut() {
        drop("cut");
    }

    private void drop(String why) {
        if (link != null) {
            link.abort(1006, why);
        }
    }

    /** Stops or goes on reading. */
    void pause(boolean stop) {
        paused = stop;
        heardNanos = System.nanoTime();
        if (link != null) {
            link.pause(stop);
        }
    }

    @Override
    public void say(ClientFrame frame) {
        if (link != null) {
            link.write(ClientFrameCodec.INSTANCE.toJson(frame));
        }
    }

    @Override
    public void ask(LongFunction<? extends ClientFrame> request, Answered answered) {
        if (live) {
            askAnyway(request, answered);
        } else {
            answered.answered(null, new ConnectionLostException("not connected"));
        }
    }

    private void askAnyway(LongFunction<? extends ClientFrame> request, Answered answered) {
        ClientFrame frame = requests.ask(request, answered);
        if (frame != null) {
            say(frame);
        }
    }

    /** @param attempt what a later start, end or attempt makes void */
    private void connect(int attempt, boolean newToken) {
        var unused = token(newToken)
                .whenComplete((token, failure) -> loop.execute(() -> {
                    if (attempt != tries) {
                        return;
                    }
                    if (failure == null) {
                        open(attempt, token);
                    } else if (Retry.causeOf(failure) instanceof RefusedException refused && !refused.temporary()) {
                        end(CloseCode.UNAUTHENTICATED.code(), refused.code() + ": " + refused.text());
                    } else {
                        log.debug("no token", failure);
                        again(comeback.afterFailedRefresh(), newToken);
                    }
                }));
    }

    private CompletionStage<String> token(boolean refused) {
        try {
            return settings.tokens().token(refused);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void open(int attempt, String token) {
        List<URI> gateways = settings.gateways();
        URI gateway = gateways.get(Math.floorMod(attempt, gateways.size()));
        heardNanos = System.nanoTime();
        link = Link.open(http, gateway, loop, new Link.Events() {
            @Override
            public void opened() {
                hello(token);
            }

            @Override
            public void received(String text) {
                Connector.this.received(text);
            }

            @Override
            public void lost(int code, String reason) {
                Connector.this.lost(code, reason);
            }
        });
        link.pause(paused);
        loop.schedule(HELLO_MS, () -> {
            if (attempt == tries && !live) {
                drop("no welcome in time");
            }
        });
    }

    private void hello(String token) {
        askAnyway(
                id -> new ClientFrame.Hello(id, VERSION, VERSION, settings.client(), settings.device(), token, false),
                (answer, failure) -> {
                    if (answer instanceof Welcome welcome) {
                        welcomed(welcome);
                    } else if (failure instanceof RefusedException refused) {
                        drop("hello: " + refused.code() + ": " + refused.text());
                    } else if (failure == null) {
                        drop("hello was answered by something else than a welcome");
                    }
                });
    }

    private void welcomed(Welcome welcome) {
        live = true;
        comeback.welcomed();
        heartbeatMs = Math.max(100, Math.min(welcome.limits().heartbeatMs(), 600_000));
        events.welcomed(welcome);
        watch(tries);
    }

    /** A connection that says nothing for two heartbeats is dead, whatever TCP believes; so is one without answers. */
    private void watch(int attempt) {
        loop.schedule(Math.max(50, Math.min(heartbeatMs / 4, 5_000)), () -> {
            if (attempt != tries || !live) {
                return;
            }
            long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
            if (!paused && silentMs > heartbeatMs * SILENT_HEARTBEATS) {
                drop("silent for " + silentMs + " ms");
            } else if (!paused && requests.oldestMs() > ANSWER_MS) {
                drop("a request without an answer for " + requests.oldestMs() + " ms");
            } else {
                watch(attempt);
            }
        });
    }

    private void received(String text) {
        heardNanos = System.nanoTime();
        List<ServerFrame> pushes = new ArrayList<>();
        for (String line : text.lines().toList()) {
            ServerFrame frame = line.isBlank() ? null : read(line);
            if (frame instanceof Bye bye) {
                comeback.hinted(bye.retryAfterMs());
            } else if (frame != null && !requests.answer(frame)) {
                pushes.add(frame);
            }
        }
        if (!pushes.isEmpty() && live) {
            events.received(pushes);
        }
    }

    /** Returns null for what this version does not know or cannot read. */
    private @Nullable ServerFrame read(String line) {
        try {
            return ServerFrameCodec.INSTANCE.fromJson(line);
        } catch (CodecException e) {
            log.debug("a line of the server is ignored: {}", e.getMessage());
            Matcher answer = ANSWER_ID.matcher(line);
            if (answer.find()) {
                requests.unreadable(Long.parseLong(answer.group(1)), String.valueOf(e.getMessage()));
            }
            return null;
        }
    }

    private void lost(int code, String reason) {
        link = null;
        live = false;
        requests.lost();
        events.lost(code, reason);
        if (!wanted) {
            return;
        }
        Comeback.Next next = comeback.after(code);
        if (next instanceof Comeback.Next.Again again) {
            again(again.delayMs(), again.newToken());
        } else {
            end(code, reason);
        }
    }

    private void again(long delayMs, boolean newToken) {
        int attempt = ++tries;
        loop.schedule(delayMs, () -> {
            if (attempt == tries) {
                connect(attempt, newToken);
            }
        });
    }

    private void end(int code, String reason) {
        wanted = false;
        tries++;
        events.ended(code, reason);
    }
}
